import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config";
import { type Verb, verbs } from "../contract/event";
import { type NotificationType, notificationTypeNames } from "../contract/notification-types";
import { demoEventToken } from "../identity/event-token";
import { type EventSender, httpSender, kafkaSender, type Outgoing } from "./event-sender";
import { progressBar } from "./progress-bar";
import { CommandError, runCommand } from "./run-command";
import { runningDatabase } from "./running-database";
import { demoScene, type Scene, sampleEvent, sampleOriginal } from "./sample-event";

const usage = `npm run produce -- ${notificationTypeNames.join("|")} [options]
Sends a real event. To Kafka where --brokers or KAFKA_BROKERS names one; else to POST /api/events/{topic}.

  --original            as GraphSpace's own notification branch sends it
  --file events.jsonl   one message a line, as it is
  --rate N --for 60s    N a second, for that long
  --type graph.shared   the event's type
  --actor, --graph, --group   who did it (e-mail), to which graph (id), in which group (id)
  --brokers, --url, --token   where to`;

const tickMs = { kafka: 100, http: 250 };
const structured = "application/cloudevents+json";

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      original: { type: "boolean", default: false },
      file: { type: "string" },
      rate: { type: "string" },
      for: { type: "string" },
      type: { type: "string" },
      actor: { type: "string" },
      graph: { type: "string" },
      group: { type: "string" },
      brokers: { type: "string" },
      url: { type: "string" },
      token: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(usage);
  const type = notificationTypeNames.find((name) => name === positionals[0]);
  if (!type || positionals.length > 1) throw new CommandError(usage);
  if (values.for !== undefined && values.rate === undefined)
    throw new CommandError("--for says how long, and --rate how many a second: --rate 50 --for 60s");
  const verb = verbs.find((name) => name === values.type);
  if (values.type !== undefined && !verb) throw new CommandError(`--type must be one of ${verbs.join(", ")}`);

  const env: Record<string, string | undefined> = {
    ...process.env,
    ...(values.brokers ? { KAFKA_BROKERS: values.brokers } : {}),
  };
  // What only the server needs must not stop a producer.
  const config = readConfig({ ...env, AUTH_SECRET: env.AUTH_SECRET ?? "-".repeat(32) });
  const toKafka = config.KAFKA_BROKERS !== undefined && values.url === undefined;
  const sender = toKafka
    ? await kafkaSender(config, type)
    : httpSender(values.url ?? config.baseUrl, values.token ?? config.EVENTS_TOKEN ?? demoEventToken, type);
  try {
    if (values.file !== undefined) return await sendFile(sender, values.file);
    const found = await demoScene(type, runningDatabase(config));
    const scene: Scene = {
      ...found,
      actor: values.actor ?? found.actor,
      graph: values.graph ? { id: Number(values.graph), name: `graph ${values.graph}` } : found.graph,
      group: values.group ? { id: Number(values.group), name: `group ${values.group}` } : found.group,
    };
    const message = (time?: Date) => compose(type, scene, { original: values.original, verb, time });
    if (values.rate !== undefined)
      return await sendAtRate(sender, message, rateOf(values.rate), secondsOf(values.for ?? "10s"), toKafka);
    const single = message();
    await sender.send([single]);
    console.log(`Sent through ${sender.where}:\n  ${single.value}`);
    if (!values.actor && !values.graph && !values.group)
      console.log(`\nSee it at ${config.baseUrl}, signed in as ${scene.reader}.`);
  } finally {
    await sender.close();
  }
});

function compose(
  type: NotificationType,
  scene: Scene,
  { original, verb, time }: { original: boolean; verb?: Verb; time?: Date },
): Outgoing {
  // GraphSpace sends its originals without a key.
  if (original)
    return { key: null, value: JSON.stringify(sampleOriginal(type, scene)), contentType: "application/json" };
  const event = sampleEvent(type, scene, { verb, time });
  return { key: event.subject ?? null, value: JSON.stringify(event), contentType: structured };
}

async function sendFile(sender: EventSender, file: string) {
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`);
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((value, index) => ({ value, place: `line ${index + 1}` }))
    .filter(({ value }) => value.trim() !== "");
  const show = progressBar(lines.length);
  for (let first = 0; first < lines.length; first += 500) {
    await sender.send(lines.slice(first, first + 500).map(fromLine));
    show(Math.min(lines.length, first + 500), `${Math.min(lines.length, first + 500)} of ${lines.length}`);
  }
  console.log(`Sent ${lines.length} messages through ${sender.where}.`);
}

/** A line goes out as it is, even a broken one; what can be read of it only chooses key and media type. */
function fromLine({ value, place }: { value: string; place: string }): Outgoing {
  try {
    const json = JSON.parse(value) as { specversion?: unknown; subject?: unknown };
    const key = typeof json.subject === "string" ? json.subject : null;
    return { key, value, place, contentType: json.specversion === undefined ? "application/json" : structured };
  } catch {
    return { key: null, value, place, contentType: "application/json" };
  }
}

/** Sends what is due at every tick; each event says when it was due, so that a slow send shows as latency. */
async function sendAtRate(
  sender: EventSender,
  message: (time: Date) => Outgoing,
  rate: number,
  seconds: number,
  toKafka: boolean,
) {
  const total = Math.round(rate * seconds);
  const started = Date.now();
  const show = progressBar(total);
  let sent = 0;
  while (sent < total) {
    await sleep(toKafka ? tickMs.kafka : tickMs.http);
    const elapsed = Date.now() - started;
    const due = Math.min(total, Math.floor((elapsed / 1000) * rate));
    const part = Array.from({ length: due - sent }, (_, n) => message(new Date(started + ((sent + n) / rate) * 1000)));
    if (part.length > 0) await sender.send(part);
    sent = due;
    const perSecond = Math.round(sent / ((Date.now() - started) / 1000));
    show(sent, `${sent} of ${total} events, ${perSecond} a second`);
  }
  console.log(`Sent ${total} events in ${((Date.now() - started) / 1000).toFixed(1)} s through ${sender.where}.`);
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (rate > 0 && rate <= 100_000) return rate;
  throw new CommandError("--rate is events a second, for example --rate 50");
}

function secondsOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(text);
  if (!match) throw new CommandError("--for is a time like 60s or 2m");
  return Number(match[1]) * { s: 1, m: 60, h: 3600 }[(match[2] ?? "s") as "s" | "m" | "h"];
}
