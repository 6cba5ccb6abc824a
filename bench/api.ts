import { type ApiServer, startApi } from "./api-server";
import type { BenchWorld } from "./bench-world";
import { atLeast, atMost, type Figure, median } from "./figure";
import { httpLoad, type Load } from "./http-load";

/**
 * The list, the counts and the search beside a Next route handler that runs one trivial prepared statement (who
 * is signed in, which every route asks first), at 1,000,000 notifications for 2,000 people.
 */
export const run = (world: BenchWorld) => measureApi(world, { notifications: 1_000_000, people: 2000 });

const routes = {
  bound: "/api/auth/session",
  "api.list": "/api/notifications",
  "api.count": "/api/notifications/counts",
  "api.search": "/api/notifications?q=catenin",
} as const;
type Route = keyof typeof routes;
const names = Object.keys(routes) as Route[];

/**
 * The same against 10,000 notifications, with as many for each person, so that pages and counts are as long and
 * only the tables differ. Both servers are asked in turns: whatever else the machine does falls on all alike.
 */
export async function measureApi(
  world: BenchWorld,
  size: { notifications: number; people: number },
  further: (large: ApiServer) => Promise<Figure[]> = async () => [],
): Promise<Figure[]> {
  const each = size.notifications / size.people;
  const servers = {
    small: await startApi(world, { notifications: 10_000, people: 10_000 / each, heavy: 1000 }),
    large: await startApi(world, { ...size, heavy: Math.min(300_000, size.notifications / 10) }),
  };
  const load = ({ port, cookies }: ApiServer, name: Route) =>
    httpLoad(port, 16, 3, (number) => ({
      path: routes[name],
      cookie: cookies[(number * 37) % cookies.length] as string,
    }));
  const loads = { small: rounds(), large: rounds() };
  for (let round = -1; round < 5; round++)
    for (const name of names)
      for (const of of ["small", "large"] as const) {
        const measured = await load(servers[of], name);
        // The first round warms up.
        if (round >= 0) loads[of][name].push(measured);
      }
  await servers.small.stop();
  const [small, large] = [medians(loads.small), medians(loads.large)];
  for (const [of, found] of Object.entries({ "10,000": small, [size.notifications.toLocaleString("en")]: large }))
    for (const name of names)
      world.say(
        `${of} ${name}: ${Math.round(found[name].perSecond)}/s p50 ${found[name].p50.toFixed(2)} p99 ${found[name].p99.toFixed(2)} ms`,
      );
  const more = await further(servers.large);
  await servers.large.stop();
  return [
    ...names
      .slice(1)
      .flatMap((name) => [
        atLeast(
          name,
          "requests/s",
          { value: large[name].perSecond, bound: large.bound.perSecond, least: 0.9 },
          { p50: large[name].p50, notifications: size.notifications },
        ),
        atMost(`${name}.p99`, "ms", { value: large[name].p99, bound: small[name].p99, most: 1.5 }),
      ]),
    ...more,
  ];
}

const rounds = (): Record<Route, Load[]> => ({ bound: [], "api.list": [], "api.count": [], "api.search": [] });

function medians(loads: Record<Route, Load[]>): Record<Route, Load> {
  const of = (name: Route, key: keyof Load) => median(loads[name].map((load) => load[key]));
  return Object.fromEntries(
    names.map((name) => [name, { perSecond: of(name, "perSecond"), p50: of(name, "p50"), p99: of(name, "p99") }]),
  ) as Record<Route, Load>;
}
