import { isImageOrigin, maxImageOrigins } from "../contract/remote-image";

const name = "graph-images";
/** As long as the page needs to load again. */
const seconds = 60;

/** The `Set-Cookie` value that lets one graph's page show pictures from these origins once; none: no longer. */
export const onceImagesCookie = (graphId: number, origins: readonly string[], { secure }: { secure: boolean }) =>
  `${name}=${origins.join("|")}; Path=/graphs/${graphId}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}; Max-Age=${
    origins.length > 0 ? seconds : 0
  }`;

/** The origins in a `Cookie` header. */
export function readOnceImages(header: string | null | undefined): string[] {
  const pair = header?.split(";").find((each) => each.trim().startsWith(`${name}=`));
  return (pair?.slice(pair.indexOf("=") + 1).trim() ?? "").split("|").filter(isImageOrigin).slice(0, maxImageOrigins);
}
