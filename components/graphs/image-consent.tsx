"use client";
import { Image as Picture } from "lucide-react";
import { api } from "../api";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { useAllowedImages } from "./allowed-images";

/** Asks before a graph loads pictures from other servers, and lets one take that back. Nothing loads before. */
export function ImageConsent({ graphId, wanted }: { graphId: number; wanted: string[] }) {
  const allowed = useAllowedImages();
  const { pending, outcome, run } = useAction();
  const path = `/api/graphs/${graphId}/images`;
  const asked = wanted.filter((origin) => !allowed.has(origin));
  const shown = wanted.filter((origin) => allowed.has(origin));
  // What a document may load is fixed when it loads.
  const act = async (work: () => Promise<unknown>) => (await run(work, null)) && location.reload();
  const allow = (remember: boolean) =>
    void act(() => api(path, { method: "POST", body: { origins: remember ? asked : [...shown, ...asked], remember } }));
  if (wanted.length === 0) return null;
  return (
    <section aria-label="Images from other servers" className="grid gap-2.5 px-5 py-4">
      {asked.length > 0 ? (
        <>
          <p className="flex gap-2.5">
            <Icon of={Picture} size={18} className="mt-px shrink-0 text-ink-3" />
            <span className="min-w-0">
              This graph wants to load images from <Hosts origins={asked} />.
              <span className="block text-meta text-ink-3">
                {asked.length === 1 ? "That server" : "Those servers"} would learn your address and that you look at it.
              </span>
            </span>
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="small" disabled={pending} onClick={() => allow(false)}>
              Show once
            </Button>
            <Button size="small" disabled={pending} onClick={() => allow(true)}>
              Always for this graph
            </Button>
          </div>
        </>
      ) : (
        <p className="flex items-center justify-between gap-3 text-meta text-ink-3">
          <span className="min-w-0">
            Images from <Hosts origins={shown} /> are shown.
          </span>
          <Button
            size="small"
            aria-label="Show no images from other servers"
            disabled={pending}
            onClick={() => void act(() => api(path, { method: "DELETE" }))}
          >
            Stop
          </Button>
        </p>
      )}
      <OutcomeLine outcome={outcome} className={outcome ? undefined : "sr-only"} />
    </section>
  );
}

/** Hosts as people know them; where the transport is not secure, with it. */
function Hosts({ origins }: { origins: string[] }) {
  return origins.map((origin, index) => (
    <span key={origin}>
      {index > 0 && (index === origins.length - 1 ? " and " : ", ")}
      <span className="font-mono break-words text-ink">{origin.replace(/^https:\/\//, "")}</span>
    </span>
  ));
}
