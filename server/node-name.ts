import os from "node:os";
import type { Config } from "./config";

/** How this process is called among others, where they report: machine, port and process. */
export const nodeName = ({ PORT }: Pick<Config, "PORT">): string => `${os.hostname()}:${PORT}:${process.pid}`;
