import type { Health } from "@/server/contract/operations";
import { RelativeTime } from "../ui/relative-time";
import { counted, duration } from "./number";

/** Every process that reports, and how busy it is. */
export function NodeList({ nodes }: Pick<Health, "nodes">) {
  return (
    <ul className="divide-y divide-line">
      {nodes.map(({ name, seenAt, utilization, delayMs, sockets }) => (
        <li key={name} className="grid gap-0.5 px-4 py-3">
          <span className="flex flex-wrap justify-between gap-x-3">
            <code className="font-mono wrap-anywhere">{name}</code>
            <span className="text-meta text-ink-3">
              reported <RelativeTime iso={seenAt} />
            </span>
          </span>
          <span className="text-meta text-ink-2">
            {[
              utilization === null ? null : `event loop busy ${Math.round(utilization * 100)} % of the time`,
              delayMs === null ? null : `late by up to ${duration(delayMs / 1000)}`,
              sockets === null ? null : counted(sockets, "socket"),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
