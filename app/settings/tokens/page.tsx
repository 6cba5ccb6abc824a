import type { Metadata } from "next";
import Link from "next/link";
import { Section } from "@/components/settings/section";
import { TokenList } from "@/components/settings/token-list";
import { listEventTokens } from "@/server/identity/list-event-tokens";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../viewer";

export const metadata: Metadata = { title: "Event tokens" };

export default async function TokensPage() {
  await requireAdmin();
  return (
    <Section
      title="Event tokens"
      lead={
        <>
          For producers that send to <code className="font-mono">POST /api/events/…</code> instead of Kafka. Each token
          is bound to one source, so that nobody can speak in another's name.{" "}
          <Link href="/docs/api#producing" prefetch={false} className="text-accent underline underline-offset-2">
            How to send events
          </Link>
        </>
      }
    >
      <TokenList tokens={await listEventTokens(getRuntime())} />
    </Section>
  );
}
