import { cx } from "../ui/class-names";

const step = 4;
const height = 48;

/** One bar per step of time, oldest first; null where nothing is known. Its name says what there is to see. */
export function BarChart({
  values,
  name,
  titleOf,
  className,
}: {
  values: (number | null)[];
  name: string;
  /** What the pointer is told about a bar. */
  titleOf: (value: number, index: number) => string;
  className?: string;
}) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const width = values.length * step;
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={cx("h-12 w-full overflow-visible text-accent", className)}
    >
      {values.map((value, index) => {
        if (value === null) return null;
        const tall = value === 0 ? 0 : Math.max(2, (value / most) * height);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
          <g key={index}>
            <title>{titleOf(value, index)}</title>
            <rect x={index * step} y={0} width={step} height={height} fill="transparent" />
            <rect x={index * step + 0.5} y={height - tall} width={step - 1} height={tall} fill="currentColor" />
          </g>
        );
      })}
      <line x1={0} x2={width} y1={height} y2={height} className="stroke-edge" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
