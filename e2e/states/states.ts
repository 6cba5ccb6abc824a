import { doors } from "./of-doors";
import { inbox } from "./of-inbox";
import { operations } from "./of-operations";
import { settingsPages } from "./of-settings";
import { workspace } from "./of-workspace";
import type { State } from "./stage";

/** Everything that people can see. A new page goes into the list of its part. */
export const states: readonly State[] = [...doors, ...inbox, ...settingsPages, ...workspace, ...operations];
