import type { Metadata } from "next";
import { DataPanel } from "@/components/settings/data-panel";
import { Section } from "@/components/settings/section";
import { getRuntime } from "@/server/runtime";
import { requireViewer } from "../../viewer";

export const metadata: Metadata = { title: "Your data" };

export default async function DataPage() {
  await requireViewer();
  return (
    <Section title="Your data">
      <DataPanel retentionDays={getRuntime().config.RETENTION_DAYS} />
    </Section>
  );
}
