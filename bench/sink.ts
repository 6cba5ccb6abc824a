/** A mail server in a process of its own, so that what it costs burdens neither side. Asked, it tells what it took. */
import { startSmtpSink } from "../server/testing/smtp-sink";

export type SinkAnswer = { url: string } | { taken: number; last: string };

const sink = await startSmtpSink();
const tell = (answer: SinkAnswer) => process.send?.(answer);
process.on("message", () => {
  const taken = sink.taken.splice(0);
  tell({ taken: taken.length, last: taken.at(-1)?.raw ?? "" });
});
process.once("disconnect", () => process.exit(0));
tell({ url: sink.url });
