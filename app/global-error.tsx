"use client";
import { Logo } from "@/components/shell/logo";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { fontVariables } from "./fonts";
import "./globals.css";

/** Even the header failed, so this brings its own page. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>GraphSpace</title>
        <header className="flex h-header items-center gap-2.5 border-b border-line bg-surface px-4 font-bold sm:px-5">
          <Logo className="size-[22px] text-accent" />
          GraphSpace
        </header>
        <main>
          <EmptyState
            heading
            className="pt-[14vh]"
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
