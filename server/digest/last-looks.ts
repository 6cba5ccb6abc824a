/** A mail that has just been looked at for the last time. */
export type Looked<Mail> = Mail & { id: string; lookedAt: number };

/** Older than this, it is looked at again. */
const freshMs = 1_000;
/** How long what one look yields should last: few looks when it goes fast, one mail each when it does not. */
const [shortMs, longMs] = [40, 120];
const [atFirst, most] = [5, 200];

/**
 * Hands out mails one by one, each just after its last look. Looks take several mails at once, as many as go out
 * within a blink at the pace of the moment; while these go out, the next are looked at.
 * @param begin looks at mails for the last time; `again` are those whose look was too long ago
 */
export function lastLooks<Mail extends { id: string }>(
  all: readonly string[],
  begin: (ids: string[], again: string[]) => Promise<Mail[]>,
) {
  const queue = [...all];
  const stale: string[] = [];
  let ready: Looked<Mail>[] = [];
  let size = atFirst;
  let looking: Promise<void> | null = null;
  let endedAt = performance.now();

  const look = async () => {
    const lasted = performance.now() - endedAt;
    if (lasted < shortMs) size = Math.min(most, size * 2);
    else if (lasted > longMs) size = Math.max(1, size >> 1);
    const again = stale.splice(0, size);
    const begun = await begin(queue.splice(0, size - again.length), again);
    endedAt = performance.now();
    ready = ready.concat(begun.map((mail) => ({ ...mail, lookedAt: endedAt })));
  };
  const refill = () => {
    looking ??= look().finally(() => {
      looking = null;
    });
    // Whoever waits for it hears of a failure.
    looking.catch(() => {});
    return looking;
  };
  const more = () => queue.length + stale.length > 0;

  /** The next mail, or null at the end. Throws what `begin` throws. */
  return async function next(): Promise<Mail | null> {
    for (;;) {
      const mail = ready.shift();
      if (mail && performance.now() - mail.lookedAt > freshMs) stale.push(mail.id);
      else if (mail) {
        // Only when it goes fast: what is looked at early must not wait.
        if (size > atFirst && ready.length <= size >> 1 && more()) refill();
        return mail;
      } else if (looking) await looking;
      else if (more()) await refill();
      else return null;
    }
  };
}
