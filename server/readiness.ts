/** Says why a part cannot do its work now, or null when it can. */
export type ReadinessCheck = () => string | null | Promise<string | null>;

export type Readiness = {
  /** Each name once; a room removes its check when it stops. */
  add(name: string, check: ReadinessCheck): () => void;
  /** The parts that are not ready, with the reason; empty when all are. */
  reasons(): Promise<Record<string, string>>;
};

export function createReadiness(): Readiness {
  const checks = new Map<string, ReadinessCheck>();
  return {
    add(name, check) {
      checks.set(name, check);
      return () => void checks.delete(name);
    },
    async reasons() {
      const answers = await Promise.all(
        [...checks].map(async ([name, check]) => {
          try {
            return [name, await check()] as const;
          } catch (error) {
            return [name, error instanceof Error ? error.message : "failed"] as const;
          }
        }),
      );
      return Object.fromEntries(answers.filter((answer): answer is [string, string] => answer[1] !== null));
    },
  };
}
