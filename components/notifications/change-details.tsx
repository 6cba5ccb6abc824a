import { ChangePicture } from "@/components/graphs/change-picture";
import type { Changes } from "@/server/contract/event";
import type { Notification } from "@/server/contract/notification";
import { pictureOfChanges } from "@/server/contract/picture-of-changes";

type Elements = { total: number; names?: string[] };
type Count = { mark: "+" | "−" | "~"; total: number; words: string };

const shownNames = 24;

/** What changed: how many of what, and their names; added has a plus, removed is struck through. */
export function ChangeDetails({ row }: { row: Notification }) {
  const { changes } = row;
  if (!changes) return null;
  const picture = pictureOfChanges(changes);
  const counts = countsOf(changes);
  const added = namesOf(changes.nodesAdded, changes.edgesAdded, tags(changes.tagsAdded));
  const removed = namesOf(changes.nodesRemoved, changes.edgesRemoved, tags(changes.tagsRemoved));
  const more = added.length + removed.length - shownNames;
  if (counts.length === 0 && !changes.title && !picture) return null;
  return (
    <section aria-label="What changed" className="flex flex-col gap-3">
      {picture && <ChangePicture picture={picture} label={`What changed in ${row.resource.name}`} />}
      {counts.length > 0 && (
        <ul className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
          {counts.map(({ mark, total, words }) => (
            <li
              key={words}
              className="rounded-md sm:max-w-40 sm:grow sm:basis-22 border border-line bg-surface px-2 py-2.5"
            >
              <span className={`block font-mono text-lead font-bold tabular-nums ${colours[mark]}`}>
                {mark === "~" ? "" : mark}
                {total.toLocaleString("en")}
              </span>
              <span className="text-meta text-ink-2">{words}</span>
            </li>
          ))}
        </ul>
      )}
      {changes.title && (
        <p>
          Renamed from <s className="text-removed">{changes.title.from || "no title"}</s> to{" "}
          <strong>{changes.title.to || "no title"}</strong>
        </p>
      )}
      {(added.length > 0 || removed.length > 0) && (
        <ul className="flex flex-wrap gap-1.5">
          {added.slice(0, shownNames).map((name) => (
            <li key={`+${name}`} className="rounded-sm border border-line px-1.5 py-0.5 font-mono text-meta text-added">
              + {name}
            </li>
          ))}
          {removed.slice(0, Math.max(0, shownNames - added.length)).map((name) => (
            <li
              key={`-${name}`}
              className="rounded-sm border border-dashed border-line px-1.5 py-0.5 font-mono text-meta text-removed"
            >
              <span className="sr-only">removed </span>
              <s>{name}</s>
            </li>
          ))}
          {more > 0 && <li className="px-1.5 py-0.5 text-meta text-ink-3">and {more.toLocaleString("en")} more</li>}
        </ul>
      )}
    </section>
  );
}

const colours = { "+": "text-added", "−": "text-removed", "~": "text-ink" };

function countsOf(changes: Changes): Count[] {
  const one = (mark: Count["mark"], total: number | undefined, noun: string, verb: string): Count[] =>
    total ? [{ mark, total, words: `${noun}${total === 1 ? "" : "s"} ${verb}` }] : [];
  return [
    ...one("+", changes.nodesAdded?.total, "node", "added"),
    ...one("−", changes.nodesRemoved?.total, "node", "removed"),
    ...one("+", changes.edgesAdded?.total, "edge", "added"),
    ...one("−", changes.edgesRemoved?.total, "edge", "removed"),
    ...one("~", changes.nodesMoved?.total, "node", "moved"),
    ...one("+", changes.tagsAdded?.length, "tag", "added"),
    ...one("−", changes.tagsRemoved?.length, "tag", "removed"),
  ];
}

const tags = (names: string[] | undefined): Elements | undefined => names && { total: names.length, names };
const namesOf = (...elements: (Elements | undefined)[]): string[] => [
  ...new Set(elements.flatMap((each) => each?.names ?? [])),
];
