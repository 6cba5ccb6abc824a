import type { IncomingMessage } from "node:http";
import { addressOf } from "./client-address";
import { maxId } from "./contract/resource";
import { viewerOf } from "./identity/viewer-of";
import { readAllowedImages } from "./preferences/read-allowed-images";
import type { Runtime } from "./runtime";

/**
 * The origins from which the page that this request asks for may show pictures: what its reader allowed for this
 * graph, nothing for any other page. Whatever goes wrong allows nothing.
 */
export const imagesOfPage =
  (runtime: Runtime) =>
  async ({ method, url, headers }: IncomingMessage): Promise<string[]> => {
    const id = Number(/^\/graphs\/(\d{1,10})\/?(?:\?|$)/.exec(url ?? "")?.[1]);
    if (method !== "GET" || !(id >= 1 && id <= maxId)) return [];
    try {
      const viewer = await viewerOf(runtime, { headers, address: addressOf(headers) });
      return viewer ? await readAllowedImages(runtime.db, viewer.userId, id, headers.cookie) : [];
    } catch (error) {
      runtime.log.warn({ err: error }, "a page allows no images, since its reader's consent could not be read");
      return [];
    }
  };
