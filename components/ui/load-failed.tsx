import { Button } from "./button";

/** Where code that was asked for does not come. */
export const LoadFailed = () => (
  <div role="alert" className="flex flex-wrap items-center justify-center gap-3 px-4 py-2 text-ink-2">
    This did not load.
    <Button size="small" onClick={() => window.location.reload()}>
      Load the page again
    </Button>
  </div>
);
