import type { Metadata } from "next";
import { Section } from "@/components/settings/section";
import { WatchList } from "@/components/settings/watch-list";
import { listWatches } from "@/server/preferences/list-watches";
import { getRuntime } from "@/server/runtime";
import { requireViewer } from "../../viewer";

export const metadata: Metadata = { title: "Watched and muted" };

export default async function WatchingPage() {
  const viewer = await requireViewer();
  return (
    <Section title="Watched and muted" lead="Losing access to a graph or group ends watching it.">
      <WatchList watches={await listWatches(getRuntime().db, viewer.userId)} />
    </Section>
  );
}
