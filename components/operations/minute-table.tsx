import type { Health } from "@/server/contract/operations";
import { ago } from "./minute-card";
import { number } from "./number";

/** The charts of the last hour as one table, newest minute first. */
export function MinuteTable({ minutes }: Pick<Health, "minutes">) {
  const columns = ["Events", "Notifications", "Dead letters", "Waiting", "Sockets"];
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="cursor-pointer px-4 py-2.5 text-ink-2 touch:py-3">The same as a table</summary>
      <section
        aria-label="The last hour"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto border-t border-line"
      >
        <table className="w-full border-collapse text-right tabular-nums">
          <thead className="sticky top-0 bg-surface text-meta text-ink-3">
            <tr>
              <th scope="col" className="px-4 py-2 text-left font-normal">
                When
              </th>
              {columns.map((name) => (
                <th key={name} scope="col" className="px-4 py-2 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {minutes.toReversed().map(({ minute, events, notifications, deadLetters, waiting, sockets }, index) => (
              <tr key={minute} className="border-t border-line">
                <th scope="row" className="px-4 py-1 text-left font-normal whitespace-nowrap">
                  {ago(index)}
                </th>
                {[events, notifications, deadLetters, waiting, sockets].map((value, column) => (
                  <td key={columns[column]} className="px-4 py-1">
                    {value === null ? <span className="text-ink-3">not said</span> : number(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
