import { type ReactNode, Suspense, useState } from "react";

/** What is loaded when it is first asked for. It then stays, so that a dialog can close and hand the focus back. */
export function Later({ when, children }: { when: boolean; children: ReactNode }) {
  const [asked, setAsked] = useState(when);
  if (when && !asked) setAsked(true);
  return asked && <Suspense>{children}</Suspense>;
}
