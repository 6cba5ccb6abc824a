import type { Operations } from "../operation";
import { accountOperations } from "./account";
import { notificationOperations } from "./notifications";
import { operatingOperations } from "./operating";
import { producingOperations } from "./producing";
import { runningOperations } from "./running";
import { settingsOperations } from "./settings";

/** Every call outside /api/v1, which is GraphSpace's own. */
export const operations: Operations = {
  ...notificationOperations,
  ...settingsOperations,
  ...accountOperations,
  ...producingOperations,
  ...operatingOperations,
  ...runningOperations,
};
