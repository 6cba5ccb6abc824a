"use client";
import { Search, X } from "lucide-react";
import { type RefObject, startTransition, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import type { NotificationPage } from "@/server/contract/api";
import { complete } from "./complete-query";
import { queryProblems } from "./query-problems";
import { ColouredQuery, QueryProblem } from "./query-words";

type Props = {
  query: string;
  onChange: (query: string) => void;
  /** What the server could not read, if the field itself could. */
  problem?: string;
  /** Names that the server did not find. */
  unknown?: NotificationPage["unknown"];
  groups: readonly string[];
  people: readonly string[];
  field: RefObject<HTMLInputElement | null>;
};

const settleMs = 250;

/**
 * The one editable query. A layer under the transparent text colours filters and underlines what cannot be read,
 * letter by letter in the same place.
 */
export function QueryField({ query, onChange, problem, unknown, groups, people, field }: Props) {
  const [text, setText] = useState(query);
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(-1);
  const [live, setLive] = useState(false);
  useEffect(() => startTransition(() => setLive(true)), []);
  const layer = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<HTMLElement>(null);
  const listId = useId();
  const sent = useRef(query);
  useEffect(() => {
    // The address changed elsewhere: a chip, a view, the back button.
    if (query !== sent.current) setText(query);
    sent.current = query;
  }, [query]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  const problems = queryProblems(text, caret, unknown);
  const described = problems.length > 0 || problem !== undefined;
  const offers = caret === null ? [] : complete(text, caret, { groups, people });
  const offered = offers.length > 0;
  const take = (index: number) => {
    const offer = offers[index];
    if (!offer) return;
    // The caret moves before the next key can come.
    flushSync(() => {
      setText(offer.text);
      setCaret(offer.caret);
      setChosen(-1);
    });
    field.current?.setSelectionRange(offer.caret, offer.caret);
  };
  return (
    <search className="relative min-w-0 flex-1">
      <form
        action="/notifications"
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          sent.current = text;
          onChange(text);
        }}
      >
        <Icon of={Search} className="pointer-events-none absolute top-1/2 left-3 z-10 -translate-y-1/2 text-ink-2" />
        <div
          ref={layer}
          aria-hidden="true"
          className={cx(
            "pointer-events-none absolute inset-y-0 right-10 left-10 z-10 flex items-center overflow-hidden whitespace-pre",
            !live && "text-transparent *:text-transparent",
          )}
        >
          <ColouredQuery text={text} problems={problems} />
        </div>
        <input
          ref={field}
          name="query"
          type="text"
          role="combobox"
          aria-label="Search notifications"
          aria-expanded={offered}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={offered && chosen >= 0 ? `${listId}-${chosen}` : undefined}
          aria-invalid={described ? true : undefined}
          aria-describedby={described ? `${listId}-problem` : undefined}
          placeholder="Search, or filter: is:unread in:… from:…"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart);
            setChosen(-1);
          }}
          onScroll={(event) => {
            if (layer.current) layer.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
          onFocus={(event) => {
            // By the key / one comes from a row, and by Escape goes back to it.
            const from = event.relatedTarget;
            cameFrom.current = from instanceof HTMLElement && from.closest("article") ? from : null;
          }}
          onBlur={() => setCaret(null)}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              if (offered) setCaret(null);
              else if (cameFrom.current?.isConnected) cameFrom.current.focus();
              else field.current?.blur();
              event.stopPropagation();
            }
            if (!offered) return;
            const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
            if (step !== 0) {
              event.preventDefault();
              setChosen(chosen < 0 && step < 0 ? offers.length - 1 : (chosen + step + offers.length) % offers.length);
            }
            if (event.key === "Tab" || (event.key === "Enter" && chosen >= 0)) {
              event.preventDefault();
              take(Math.max(chosen, 0));
            }
          }}
          className={cx(
            "h-9 w-full rounded-md border border-line bg-ground hover:border-edge px-10 text-body caret-ink text-ellipsis placeholder:text-ink-3 aria-invalid:border-removed touch:h-11",
            live && "text-transparent selection:text-transparent",
          )}
        />
        {text !== "" && (
          <IconButton
            size="small"
            label="Clear the search"
            onClick={() => {
              setText("");
              field.current?.focus();
            }}
            className="!absolute top-1/2 right-1 z-10 -translate-y-1/2"
          >
            <Icon of={X} size={16} />
          </IconButton>
        )}
        <div
          id={listId}
          role="listbox"
          aria-label="Completions"
          hidden={!offered}
          className="absolute top-full left-0 z-40 mt-1 max-h-80 w-80 max-w-full overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-float"
        >
          {offers.map((offer, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus and the keys
            <div
              key={offer.label}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
              className={cx(
                "flex min-h-8 cursor-default items-center gap-3 rounded-sm px-2.5 py-1 touch:min-h-11",
                index === chosen && "bg-sunk",
              )}
            >
              <span className="font-mono text-[13px] text-accent">{offer.label}</span>
              <span className="truncate text-meta text-ink-3">{offer.hint}</span>
            </div>
          ))}
        </div>
      </form>
      <div id={`${listId}-problem`} role="status">
        {problems.length > 0
          ? problems.map((each) => <QueryProblem key={each.start} {...each} layer={layer} />)
          : problem && <QueryProblem message={problem} />}
      </div>
    </search>
  );
}
