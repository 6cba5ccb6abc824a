import { reasonBits } from "../contract/notification-types";
import { eventKey, type Facts } from "../inbox/look-up-facts";
import { settleAudience } from "../inbox/settle-audience";
import { TooMuch } from "./bisect";
import type { Delivery, SettledDelivery } from "./collapse";
import type { IncomingMessage } from "./message";
import { type Refusal, refuse } from "./refusal";

export type Refused = { message: IncomingMessage; refusal: Refusal };

/**
 * Parts the deliveries into those whose audience is known and those that name somebody or something that has to
 * be there and is not, and says about how many people the former are for. Sent again after it was resolved, a delivery
 * is fine whatever has gone since.
 * Throws TooMuch where the audiences exceed `limit` people.
 */
export function settle(
  deliveries: Delivery[],
  facts: Facts,
  limit: number,
): { settled: SettledDelivery[]; refused: Refused[]; size: number } {
  const settled: SettledDelivery[] = [];
  const missing: (Delivery & Refused)[] = [];
  let size = 0;
  for (const delivery of deliveries) {
    const result = settleAudience(delivery.action, delivery.audience, facts);
    if ("missing" in result) {
      missing.push({ ...delivery, ...refuse(result.missing.field, result.missing.what) });
    } else {
      settled.push({ ...delivery, lookups: result.lookups });
      size += result.size;
    }
  }
  if (size > limit) throw new TooMuch(`These events are for about ${size} people.`);
  const isResolved = ({ action, audience }: Delivery) => {
    const bits = reasonBits(audience.types);
    return ((facts.resolved.get(eventKey(action)) ?? 0) & bits) === bits;
  };
  settled.push(...missing.filter(isResolved).map((delivery) => ({ ...delivery, lookups: [] })));
  return { settled, refused: missing.filter((delivery) => !isResolved(delivery)), size };
}
