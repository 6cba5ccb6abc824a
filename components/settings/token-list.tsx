"use client";
import { useState } from "react";
import type { CreatedEventToken, EventToken } from "@/server/contract/account";
import { api } from "../api";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { RelativeTime } from "../ui/relative-time";
import { NewTokenForm } from "./new-token-form";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

/** Producers' tokens: make one, see when each was used, end it. */
export function TokenList({ tokens: given }: { tokens: EventToken[] }) {
  const [tokens, setTokens] = useState(given);
  const [made, setMade] = useState<CreatedEventToken | null>(null);
  const { pending, outcome, run } = useAction();
  const revoke = async ({ id, name }: EventToken) => {
    if (!(await run(() => api(`/api/settings/tokens/${id}`, { method: "DELETE" }), `${name} may send no more.`)))
      return;
    setTokens((all) =>
      all.map((token) => (token.id === id ? { ...token, revokedAt: new Date().toISOString() } : token)),
    );
    if (made?.id === id) setMade(null);
  };
  return (
    <>
      <NewTokenForm
        onMade={({ token, ...rest }) => {
          setMade({ token, ...rest });
          setTokens((all) => [rest, ...all]);
        }}
      />
      {made && (
        <div role="status" className="border-t border-line bg-accent-soft px-5 py-4">
          <p className="font-medium">The token of {made.name}. Copy it now: it is not shown again.</p>
          <p className="mt-2 flex flex-wrap items-center gap-2">
            <code className="rounded-sm bg-surface px-2 py-1 font-mono break-all select-all">{made.token}</code>
            <Button size="small" onClick={() => navigator.clipboard.writeText(made.token)}>
              Copy
            </Button>
          </p>
        </div>
      )}
      {tokens.length === 0 ? (
        <div className="border-t border-line">
          <EmptyState title="No tokens yet">Make one for each producer that sends events without Kafka.</EmptyState>
        </div>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {tokens.map((token) => (
            <li key={token.id} className="flex items-center justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <p className="font-medium">
                  {token.name} <code className="ml-1 font-mono font-normal text-ink-2">{token.source}</code>
                </p>
                <p className="text-meta text-ink-3">
                  {token.types.includes("*") ? "all types" : token.types.join(", ")} ·{" "}
                  {token.lastUsedAt ? (
                    <>
                      last used <RelativeTime iso={token.lastUsedAt} />
                    </>
                  ) : (
                    "never used"
                  )}
                </p>
              </div>
              {token.revokedAt ? (
                <span className="text-ink-3">
                  ended <RelativeTime iso={token.revokedAt} />
                </span>
              ) : (
                <Button
                  look="danger"
                  disabled={pending}
                  onClick={() => revoke(token)}
                  aria-label={`Revoke ${token.name}`}
                >
                  Revoke
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <OutcomeLine outcome={outcome} className={outcome ? "px-5 pb-3" : "sr-only"} />
    </>
  );
}
