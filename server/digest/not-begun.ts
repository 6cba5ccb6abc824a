import { fragment } from "../database/fragment";

/** Whether a mail, over `d` (digest), is still to be handed over and surely was not yet. */
export const notBegun = fragment`(d.status = 'retry' or (d.status = 'claimed' and d.sending_at is null))`;
