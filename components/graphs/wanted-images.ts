import { maxImageOrigins, readRemoteImage } from "@/server/contract/remote-image";
import { safeStyle } from "./safe-style";
import type { FullGraph } from "./types";

const sources = /<img\b[^<>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;

/** The servers from which a graph's style, popups and description would load pictures; its own site is none. */
export function wantedImages({ graph_json, style_json }: Pick<FullGraph, "graph_json" | "style_json">, site: string) {
  const wanted = new Set<string>();
  const want = (origin: string) => {
    if (origin !== site && wanted.size < maxImageOrigins) wanted.add(origin);
    return false;
  };
  const elements = [...graph_json.elements.nodes, ...graph_json.elements.edges];
  const { rules } = safeStyle(style_json, want);
  // A picture named by the elements themselves is known only by asking for each.
  for (const { style } of rules)
    for (const value of Object.values(style))
      if (typeof value === "function") for (const { data } of elements) value({ data: (field: string) => data[field] });
  for (const html of [graph_json.data?.description, ...elements.map(({ data }) => data.popup)])
    if (typeof html === "string" && /<img/i.test(html))
      for (const [, double, single, bare] of html.slice(0, 50_000).matchAll(sources)) {
        const remote = readRemoteImage(double ?? single ?? bare ?? "");
        if (remote) want(remote.origin);
      }
  return [...wanted];
}
