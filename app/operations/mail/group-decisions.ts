import type { DigestRun } from "@/server/digest/list-runs";

/** A run, or decisions against one that followed each other: the newest, and how many. */
export type Entry = { run: DigestRun; times: number; since: Date };

/** Being put off minute after minute is one line. Newest first, as they come. */
export function groupDecisions(runs: DigestRun[]): Entry[] {
  const entries: Entry[] = [];
  for (const run of runs) {
    const last = entries.at(-1);
    const again = run.decision === "put-off" || run.decision === "held";
    if (last && again && last.run.decision === run.decision) {
      last.times++;
      last.since = run.startedAt;
    } else entries.push({ run, times: 1, since: run.startedAt });
  }
  return entries;
}
