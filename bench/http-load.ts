import { Agent, request } from "node:http";

export type Load = { perSecond: number; p50: number; p99: number };

/**
 * As many requests as the server answers over `connections` kept-alive connections; times in ms.
 * Throws at the first answer that is not 200.
 */
export async function httpLoad(
  port: number,
  connections: number,
  seconds: number,
  next: (number: number) => { path: string; cookie: string },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  let number = 0;
  const one = ({ path, cookie }: { path: string; cookie: string }) =>
    new Promise<void>((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, path, agent, headers: { cookie } }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${path} answered ${answer.statusCode}`));
        answer.resume().on("end", resolve);
      });
      sent.on("error", reject).end();
    });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const start = performance.now();
        await one(next(number++));
        times.push(performance.now() - start);
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  return { perSecond: times.length / took, p50: at(0.5), p99: at(0.99) };
}
