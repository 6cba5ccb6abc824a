import type { Notification } from "../contract/notification";
import { pictureOfChanges } from "../contract/picture-of-changes";
import { rasterizePicture } from "./rasterize-picture";

/** A mail stays small: so many pictures at most, of so many bytes together. */
const mostPictures = 12;
const mostBytes = 60_000;

/** What changed is the same for everybody who hears of it: drawn once. The oldest go first. */
const drawn = new Map<string, Buffer | null>();
const kept = 500;

/** Small pictures of what changed, by notification, for the first of those that have something to draw. */
export function drawPictures(notifications: readonly Notification[]): Map<string, Buffer> {
  const pictures = new Map<string, Buffer>();
  let bytes = 0;
  for (const notification of notifications) {
    if (pictures.size === mostPictures) break;
    const png = draw(notification);
    if (!png || bytes + png.length > mostBytes) continue;
    pictures.set(notification.id, png);
    bytes += png.length;
  }
  return pictures;
}

function draw({ id, arrivedAt, changes }: Notification): Buffer | null {
  if (!changes) return null;
  const key = `${id} ${arrivedAt}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const picture = pictureOfChanges(changes);
  const png = picture && rasterizePicture(picture);
  drawn.set(key, png);
  const oldest = drawn.keys().next().value;
  if (drawn.size > kept && oldest !== undefined) drawn.delete(oldest);
  return png;
}
