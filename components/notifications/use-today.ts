import { use } from "react";
import { ownTimeZone } from "@/components/ui/own-time-zone";
import { RenderedContext } from "@/components/ui/relative-time";
import { useBrowserValue } from "@/components/ui/use-browser-value";

type Today = { now: number; timeZone: string };

const everyMinute = (look: () => void) => {
  const timer = setInterval(look, 60_000);
  return () => clearInterval(timer);
};
const noon = () => new Date().setHours(12, 0, 0, 0);

function today(before: Today): Today {
  const timeZone = ownTimeZone();
  const isToday = new Date(before.now).setHours(12, 0, 0, 0) === noon();
  return isToday && before.timeZone === timeZone ? before : { now: noon(), timeZone };
}

/** A time of the reader's day, for day headings. The first render uses the server's clock and zone, so hydration never differs. */
export const useToday = (): Today => useBrowserValue<Today>(use(RenderedContext), today, everyMinute);
