const heartbeatMs = 2000;

/** The group goes on without us, or is about to; `cause` is what kafkajs must be told. */
export class HeartbeatLost extends Error {}

/**
 * Sends heartbeats during long work, since kafkajs sends none while a batch is held. When one is refused it waits
 * for the work all the same (what is stored is stored) and then throws HeartbeatLost.
 */
export async function beating<T>(heartbeat: () => Promise<void>, work: Promise<T>): Promise<T> {
  let lost: unknown;
  const timer = setInterval(() => {
    heartbeat().catch((error) => {
      lost = error;
    });
  }, heartbeatMs);
  const [done] = await Promise.allSettled([work]);
  clearInterval(timer);
  if (lost) throw new HeartbeatLost("The heartbeat was refused.", { cause: lost });
  if (done.status === "rejected") throw done.reason;
  return done.value;
}
