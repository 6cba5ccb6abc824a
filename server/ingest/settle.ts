import { reasonBits } from "../contract/notification-types";
import type { Transaction } from "../database/database";
import { findResolved } from "../inbox/find-resolved";
import { eventKey, type Facts } from "../inbox/look-up-facts";
import { settleAudience } from "../inbox/settle-audience";
import { TooMuch } from "./bisect";
import type { Delivery, SettledDelivery } from "./collapse";
import type { IncomingMessage } from "./message";
import { type Refusal, refuse } from "./refusal";

export type Refused = { message: IncomingMessage; refusal: Refusal };

/**
 * Parts the deliveries into those whose audience is known and those that name somebody or something that has to
 * be there and is not. Sent again after it was resolved, a delivery is fine whatever has gone since.
 * Throws TooMuch where the audiences exceed `limit` people.
 */
export async function settle(
  sql: Transaction,
  deliveries: Delivery[],
  facts: Facts,
  limit: number,
): Promise<{ settled: SettledDelivery[]; refused: Refused[] }> {
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
  if (missing.length === 0) return { settled, refused: [] };
  const resolved = await findResolved(
    sql,
    missing.map(({ action }) => action),
  );
  const isKnown = ({ action, audience }: Delivery) => {
    const bits = reasonBits(audience.types);
    return ((resolved.get(eventKey(action)) ?? 0) & bits) === bits;
  };
  settled.push(...missing.filter(isKnown).map((delivery) => ({ ...delivery, lookups: [] })));
  return { settled, refused: missing.filter((delivery) => !isKnown(delivery)) };
}
