"use client";
import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";

/** A defect or a database that is away: the header stays, and one can try again. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <EmptyState
      heading
      className="pt-[14vh]"
      icon={<Icon of={CircleAlert} size={22} />}
      title="This page did not load"
      action={
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      Nothing of yours is lost. Try again in a moment
      {error.digest && (
        <>
          ; if it stays, tell an administrator the code <code className="font-mono">{error.digest}</code>
        </>
      )}
      .
    </EmptyState>
  );
}
