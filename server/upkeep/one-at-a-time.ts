/**
 * Runs `work` when asked: at once if nothing runs, and for all that is asked meanwhile one more time, `pauseMs`
 * after the run before ended. `work` reports its own failures. `stop` waits for the run under way.
 */
export function oneAtATime(work: () => Promise<unknown>, pauseMs: number) {
  let busy = false;
  let wanted = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<unknown> = Promise.resolve();

  const ask = (): void => {
    if (stopped) return;
    if (busy) {
      wanted = true;
      return;
    }
    busy = true;
    wanted = false;
    current = work()
      .catch(() => {})
      .then(() => {
        timer = setTimeout(() => {
          busy = false;
          if (wanted) ask();
        }, pauseMs);
      });
  };
  return {
    ask,
    async stop() {
      stopped = true;
      await current;
      clearTimeout(timer);
    },
  };
}
