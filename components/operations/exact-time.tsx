const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

/** A time to the second, for those who compare it with a log: the same for everybody. */
export function ExactTime({ iso, className }: { iso: string; className?: string }) {
  return (
    <time dateTime={iso} className={className}>
      {format.format(new Date(iso))} UTC
    </time>
  );
}
