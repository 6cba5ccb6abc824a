import { BarChart } from "./bar-chart";
import { number } from "./number";

/** One figure over the last hour: the number now, its bars, and the metric that it is. */
export function MinuteCard({
  title,
  now,
  unit,
  note,
  values,
  metric,
}: {
  title: string;
  /** Null while nobody knows. */
  now: number | null;
  /** What the number counts, like "in the last minute". */
  unit: string;
  note: string;
  values: (number | null)[];
  metric: string;
}) {
  const said = now === null ? "unknown" : number(now);
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return (
    <div className="grid content-start gap-3 rounded-lg border border-line bg-surface p-4">
      <div>
        <h3 className="text-ink-2">{title}</h3>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-title font-bold tabular-nums">{said}</span>
          <span className="text-meta text-ink-3">{unit}</span>
        </p>
      </div>
      <div>
        <BarChart
          values={values}
          name={`${title}, minute by minute in the last hour: ${said} ${unit}, at most ${number(most)}.`}
          titleOf={(value, index) => `${ago(values.length - 1 - index)}: ${number(value)}`}
        />
        <p className="mt-1 flex justify-between gap-2 text-meta text-ink-3">
          <span>{values.length} min ago</span>
          <span className="tabular-nums">at most {number(most)}</span>
          <span>now</span>
        </p>
      </div>
      <p className="text-meta text-ink-3">
        {note} <code className="font-mono wrap-anywhere">{metric}</code>
      </p>
    </div>
  );
}

export const ago = (minutes: number) => (minutes === 0 ? "this minute" : `${minutes} min ago`);
