import { fixed } from "../database/fragment";

/** Whether a mail, over `d` (digest), is still to be handed over and surely was not yet. */
export const notBegun = fixed("(d.status = 'retry' or (d.status = 'claimed' and d.sending_at is null))");
