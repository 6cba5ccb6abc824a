import { counted } from "./number";

/** How mails end, in the order of the bars: each has a colour and a pattern. */
const outcomes = [
  { status: "sent", words: "sent" },
  { status: "claimed", words: "on their way" },
  { status: "retry", words: "to be tried again" },
  { status: "failed", words: "failed" },
  { status: "unknown", words: "may have arrived" },
  { status: "dismissed", words: "dismissed" },
] as const;

export type RunBar = { id: string; outcomes: Record<string, number> };

const step = 20;
const height = 96;

/** Mails of each run by how they ended, oldest run first. The list of runs says the same in words. */
export function OutcomeChart({ runs }: { runs: RunBar[] }) {
  const sizes = runs.map((run) => outcomes.reduce((sum, { status }) => sum + (run.outcomes[status] ?? 0), 0));
  const most = Math.max(1, ...sizes);
  const width = Math.max(runs.length, 24) * step;
  const used = outcomes.filter(({ status }) => runs.some((run) => (run.outcomes[status] ?? 0) > 0));
  const total = (status: string) => runs.reduce((sum, run) => sum + (run.outcomes[status] ?? 0), 0);
  const said = used.map(({ status, words }) => `${total(status)} ${words}`).join(", ");
  return (
    <figure className="p-4">
      <svg
        role="img"
        aria-label={`Mails of the last ${counted(runs.length, "run")}: ${said || "none"}; at most ${most} in one.`}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="xMinYMax meet"
        className="h-24 w-full border-b border-edge"
      >
        <Patterns />
        {runs.map((run, index) => {
          let base = height;
          return (
            <g key={run.id}>
              <title>{used.map(({ status, words }) => `${run.outcomes[status] ?? 0} ${words}`).join(", ")}</title>
              <rect x={index * step} width={step} height={height} fill="transparent" />
              {used.map(({ status }) => {
                const tall = ((run.outcomes[status] ?? 0) / most) * (height - 2);
                base -= tall;
                return (
                  <rect
                    key={status}
                    x={index * step + 2}
                    y={base}
                    width={step - 6}
                    height={tall}
                    fill={`url(#${status})`}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-2">
        {used.map(({ status, words }) => (
          <span key={status} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 16 16" className="size-3 rounded-[3px]">
              <rect width="16" height="16" fill={`url(#${status})`} />
            </svg>
            {words} {total(status)}
          </span>
        ))}
        <span className="ml-auto text-ink-3">oldest run first, at most {counted(most, "mail")}</span>
      </figcaption>
    </figure>
  );
}

const stripes = "M-1 5 5 -1M-1 9 9 -1M3 9 9 3";

function Patterns() {
  const square = { width: 8, height: 8, patternUnits: "userSpaceOnUse" } as const;
  return (
    <defs>
      <pattern id="sent" {...square}>
        <rect width="8" height="8" className="fill-accent" />
      </pattern>
      <pattern id="claimed" {...square}>
        <rect width="8" height="8" className="fill-accent-soft" />
        <path d={stripes} strokeWidth="1" className="stroke-accent" />
      </pattern>
      <pattern id="retry" {...square}>
        <rect width="8" height="8" className="fill-surface" />
        <path d={stripes} strokeWidth="2" className="stroke-watch" />
      </pattern>
      <pattern id="failed" {...square}>
        <rect width="8" height="8" className="fill-removed" />
        <path d="M0 0 8 8M8 0 0 8" strokeWidth="1" className="stroke-surface" />
      </pattern>
      <pattern id="unknown" {...square}>
        <rect width="8" height="8" className="fill-surface" />
        <circle cx="4" cy="4" r="2.6" className="fill-owner" />
      </pattern>
      <pattern id="dismissed" {...square}>
        <rect width="8" height="8" className="fill-edge" />
      </pattern>
    </defs>
  );
}
