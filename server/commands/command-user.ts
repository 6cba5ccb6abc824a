import os from "node:os";

/** Who acts from the command line, for the record: the command and the system's user. */
export const commandUser = (command: string): string => `npm run ${command} (${os.userInfo().username})`;
