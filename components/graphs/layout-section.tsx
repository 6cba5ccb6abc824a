"use client";
import { EllipsisVertical, Share2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { api } from "../api";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Button, buttonClass } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import { inputClass } from "../ui/text-field";
import { PanelSection } from "./panel-section";
import type { LayoutInfo } from "./types";
import { useRefresh } from "./use-refresh";

type Positions = Record<string, { x: number; y: number }>;

/** A graph's layouts: look at one, save what stands on the screen, rename, share, make it the default. */
export function LayoutSection({
  graphId,
  layouts,
  current,
  defaultLayout,
  viewerEmail,
  mayUpdate,
  onShow,
  positions,
}: {
  graphId: number;
  layouts: LayoutInfo[];
  current: number | null;
  defaultLayout: number | null;
  viewerEmail: string;
  mayUpdate: boolean;
  onShow: (layout: LayoutInfo | null) => void;
  positions: () => Positions | null;
}) {
  const refresh = useRefresh();
  const { pending, outcome, run } = useAction();
  const [name, setName] = useState("");
  const [renaming, setRenaming] = useState<{ id: number; name: string }>();
  const path = `/api/v1/graphs/${graphId}/layouts`;
  const act = async (work: () => Promise<unknown>, done: string) => {
    const worked = await run(work, done);
    if (worked) refresh();
    return worked;
  };
  const save = async () => {
    const body = { name: name.trim(), positions_json: positions() ?? {}, style_json: { style: [] } };
    if (await act(() => api(`${path}/`, { method: "POST", body }), `Saved as ${body.name}.`)) setName("");
  };
  const change = (layout: LayoutInfo, body: object, done: string) =>
    act(() => api(`${path}/${layout.id}`, { method: "PUT", body }), done);
  const watch = (layout: LayoutInfo, level: "watching" | "muted" | null, done: string) =>
    act(
      () => api(`/api/watches/layout/${layout.id}`, level ? { method: "PUT", body: { level } } : { method: "DELETE" }),
      done,
    );
  const makeDefault = (id: number) =>
    act(
      () => api(`/api/v1/graphs/${graphId}`, { method: "PUT", body: { default_layout_id: id } }),
      id === 0 ? "There is no default layout now." : "This is the default layout now.",
    );
  return (
    <PanelSection
      title="Layouts"
      action={
        layouts.length > 0 && (
          <Link
            href={`/graphs/${graphId}/compare${current === null ? "" : `?to=${current}`}`}
            prefetch={false}
            className={buttonClass({ size: "small" })}
          >
            Compare layouts
          </Link>
        )
      }
    >
      <ul className="-mx-2 grid grid-cols-[minmax(0,1fr)] gap-px">
        <Row name="As uploaded" on={current === null} onShow={() => onShow(null)} />
        {layouts.map((layout) => {
          const mine = layout.ownerEmail === viewerEmail;
          if (renaming?.id === layout.id)
            return (
              <li key={layout.id} className="px-2 py-1">
                <form
                  className="flex gap-2"
                  onSubmit={async (event) => {
                    event.preventDefault();
                    if (await change(layout, { name: renaming.name }, "Renamed.")) setRenaming(undefined);
                  }}
                >
                  <input
                    // biome-ignore lint/a11y/noAutofocus: the person just asked to type here
                    autoFocus
                    aria-label={`New name of ${layout.name}`}
                    value={renaming.name}
                    maxLength={256}
                    className={inputClass}
                    onChange={(event) => setRenaming({ id: layout.id, name: event.target.value })}
                    onKeyDown={(event) => event.key === "Escape" && setRenaming(undefined)}
                  />
                  <Button type="submit" disabled={pending}>
                    Rename
                  </Button>
                </form>
              </li>
            );
          return (
            <Row
              key={layout.id}
              name={layout.name}
              on={current === layout.id}
              note={[
                layout.watch,
                layout.watchers > 0 && `${layout.watchers} ${layout.watchers === 1 ? "watcher" : "watchers"}`,
                layout.id === defaultLayout && "default",
                !mine && layout.ownerEmail,
              ]
                .filter(Boolean)
                .join(" · ")}
              shared={layout.isShared === 1}
              onShow={() => onShow(layout)}
            >
              <Menu>
                <MenuTrigger asChild>
                  <IconButton label={`More about ${layout.name}`} size="small" disabled={pending}>
                    <Icon of={EllipsisVertical} size={16} />
                  </IconButton>
                </MenuTrigger>
                <MenuContent>
                  {layout.watch !== "watching" && (
                    <MenuItem onSelect={() => void watch(layout, "watching", `You watch ${layout.name} now.`)}>
                      Watch
                    </MenuItem>
                  )}
                  {layout.watch !== "muted" && (
                    <MenuItem onSelect={() => void watch(layout, "muted", `${layout.name} is muted.`)}>Mute</MenuItem>
                  )}
                  {layout.watch !== null && (
                    <MenuItem onSelect={() => void watch(layout, null, "Back to the default.")}>
                      {layout.watch === "watching" ? "Stop watching" : "Unmute"}
                    </MenuItem>
                  )}
                  {mine && (
                    <>
                      <MenuItem onSelect={() => void change(layout, { positions_json: positions() ?? {} }, "Saved.")}>
                        Save what is on the screen
                      </MenuItem>
                      <MenuItem onSelect={() => setRenaming({ id: layout.id, name: layout.name })}>Rename</MenuItem>
                      <MenuItem
                        onSelect={() =>
                          void change(
                            layout,
                            { is_shared: layout.isShared ? 0 : 1 },
                            layout.isShared ? "No longer shared." : "Shared with everyone who may see this graph.",
                          )
                        }
                      >
                        {layout.isShared ? "Stop sharing" : "Share"}
                      </MenuItem>
                    </>
                  )}
                  {mayUpdate && (
                    <MenuItem onSelect={() => void makeDefault(layout.id === defaultLayout ? 0 : layout.id)}>
                      {layout.id === defaultLayout ? "No longer the default" : "Make it the default"}
                    </MenuItem>
                  )}
                  {mine && (
                    <MenuItem
                      className="text-removed"
                      onSelect={() => void act(() => api(`${path}/${layout.id}`, { method: "DELETE" }), "Deleted.")}
                    >
                      Delete
                    </MenuItem>
                  )}
                </MenuContent>
              </Menu>
            </Row>
          );
        })}
      </ul>
      <form
        className="mt-2 flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <input
          aria-label="Name of the new layout"
          placeholder="Name what you arranged"
          required
          maxLength={256}
          value={name}
          className={inputClass}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={pending || name.trim() === ""} className="h-10">
          Save
        </Button>
      </form>
      <OutcomeLine outcome={outcome} className={outcome ? undefined : "sr-only"} />
    </PanelSection>
  );
}

function Row({
  name,
  on,
  note,
  shared,
  onShow,
  children,
}: {
  name: string;
  on: boolean;
  note?: string;
  shared?: boolean;
  onShow: () => void;
  children?: React.ReactNode;
}) {
  return (
    <li className={cx("flex items-center gap-1 rounded-md pr-1", on && "bg-accent-soft")}>
      <button
        type="button"
        aria-pressed={on}
        onClick={onShow}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left touch:min-h-11"
      >
        <span className={cx("truncate", on && "font-medium text-accent")}>{name}</span>
        {shared && (
          <>
            <Icon of={Share2} size={13} className="shrink-0 text-ink-3" />
            <span className="sr-only">shared</span>
          </>
        )}
        {note && <span className="truncate text-meta text-ink-3">{note}</span>}
      </button>
      {children}
    </li>
  );
}
