import type { MailPreview } from "../contract/next-mail";
import { unavailable } from "../errors";
import type { Runtime } from "../runtime";

type Send = (userId: number) => Promise<MailPreview>;

const slot = Symbol.for("graphspace.digest.preview");

/** process.ts says who writes previews: they are written outside Next, which has a React of its own. */
export const offerPreviews = (runtime: Runtime, send: Send | undefined): void => {
  Object.assign(runtime, { [slot]: send });
};

/** Mails a person what their next digest would say. The ledger does not hear of it. */
export function sendPreview(runtime: Runtime, userId: number): Promise<MailPreview> {
  const send = (runtime as Runtime & { [slot]?: Send })[slot];
  if (!send) throw unavailable("Previews cannot be sent at the moment.");
  return send(userId);
}
