import { createServer } from "node:net";
import { StartError } from "../start-error";

/** Fails at once, in plain words, where the HTTP server could not listen later. */
export function refuseTakenPort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
        EACCES: `Port ${port} needs rights that this user does not have. Choose one above 1023: PORT=3000 npm start`,
        EADDRNOTAVAIL: `This machine has no address ${host}. Choose another: HOST=127.0.0.1 npm start`,
      };
      reject(error.code && reasons[error.code] ? new StartError(reasons[error.code], { cause: error }) : error);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
