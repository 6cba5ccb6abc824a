import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmbeddedBell } from "@/components/embed/embedded-bell";
import { getRuntime } from "@/server/runtime";

export const metadata: Metadata = { title: "Notifications", robots: { index: false } };

/** The frame of `<graphspace-bell>`. It knows nobody: its host's page says who looks, once its scripts run. */
export default function EmbeddedBellPage() {
  const { EMBED_ORIGINS } = getRuntime().config;
  if (EMBED_ORIGINS.length === 0) notFound();
  return <EmbeddedBell origins={EMBED_ORIGINS} />;
}
