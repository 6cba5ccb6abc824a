import { respond } from "@/app/api/respond";
import { imagesRequest } from "@/server/contract/api";
import { allowImages } from "@/server/preferences/allow-images";
import { disallowImages } from "@/server/preferences/disallow-images";
import { onceImagesCookie } from "@/server/preferences/once-images";
import { readResource } from "@/server/preferences/read-watch";

/** What a reader lets a graph load from other servers. The page has to be loaded again to have it. */
export const POST = respond({ auth: "viewer" }, async ({ runtime, viewer, params, body }) => {
  const { id } = readResource("graph", params.id);
  const wish = await body(imagesRequest);
  await allowImages(runtime.db, viewer.userId, id, wish);
  const once = wish.remember ? undefined : onceImagesCookie(id, wish.origins, runtime.config);
  return new Response(null, { status: 204, headers: once ? { "Set-Cookie": once } : {} });
});

export const DELETE = respond({ auth: "viewer" }, async ({ runtime, viewer, params }) => {
  const { id } = readResource("graph", params.id);
  await disallowImages(runtime.db, viewer.userId, id);
  return new Response(null, { status: 204, headers: { "Set-Cookie": onceImagesCookie(id, [], runtime.config) } });
});
