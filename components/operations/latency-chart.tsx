import type { Latency } from "@/server/contract/operations";
import { duration, number } from "./number";

/** How long notifications took to a browser: a histogram that is a table. */
export function LatencyChart({ buckets, count }: Latency) {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">How many of {number(count)} were in a browser within which time</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Within</th>
          <th scope="col">Share</th>
          <th scope="col">How many</th>
        </tr>
      </thead>
      <tbody>
        {buckets.map(({ upTo, count: here }, index) => (
          <tr key={upTo ?? "more"}>
            <th scope="row" className="w-24 py-0.5 pr-3 text-right text-meta font-normal whitespace-nowrap text-ink-3">
              {upTo === null ? `over ${duration(buckets[index - 1]?.upTo ?? 0)}` : `≤ ${duration(upTo)}`}
            </th>
            <td className="py-0.5">
              <svg aria-hidden="true" className="block h-3.5 w-full text-accent">
                <rect width="100%" height="100%" rx="3" className="fill-sunk" />
                {here > 0 && (
                  <rect width={`${Math.max(1, (here / most) * 100)}%`} height="100%" rx="3" fill="currentColor" />
                )}
              </svg>
            </td>
            <td className="w-16 py-0.5 pl-3 text-right text-meta text-ink-2 tabular-nums">{number(here)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
