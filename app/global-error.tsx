"use client";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import "./globals.css";

/** Even the header failed, so this brings its own page. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>GraphSpace</title>
        <main>
          <EmptyState
            heading
            className="pt-[20vh]"
            title="GraphSpace cannot be shown right now"
            action={
              <Button look="primary" onClick={reset}>
                Try again
              </Button>
            }
          >
            Nothing of yours is lost. Try again in a moment.
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
