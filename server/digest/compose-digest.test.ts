import { crc32, inflateSync } from "node:zlib";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { readConfig } from "../config";
import type { Notification } from "../contract/notification";
import { buildMessage } from "./build-message";
import { composeDigest } from "./compose-digest";
import { linksOf } from "./links";

const config = readConfig({ BASE_URL: "https://graphs.lab.org", MAIL_FROM: "GraphSpace <digest@lab.org>" });
const links = linksOf({ baseUrl: config.baseUrl, secret: "s".repeat(40), digestId: crypto.randomUUID() });

let made = 0;
function notification({
  name = "Wnt",
  group = "Lab",
  resourceId = "1",
  changes = { nodesAdded: { total: 2, names: [] } },
}: {
  name?: string;
  group?: string | null;
  resourceId?: string;
  changes?: Notification["changes"];
}): Notification {
  return {
    id: String(++made),
    types: ["group"],
    verb: "graph.updated",
    actor: { email: "bo@lab.org", name: "Bo" },
    message: `Bo changed ${name}`,
    parts: [],
    resource: { type: "graph", id: resourceId, name, url: "/graphs/1", state: "here" },
    group: group === null ? null : { id: group, name: group },
    changes,
    reasons: [{ type: "group", text: `you are in ${group}` }],
    clientId: null,
    occurredAt: "2026-11-22T08:00:00.000Z",
    arrivedAt: "2026-11-22T08:00:01.000Z",
    read: false,
    archived: false,
    saved: false,
    snoozedUntil: null,
    wokenAt: null,
    revision: 1,
  };
}
const send = async (notifications: Notification[], total = notifications.length) => {
  const composed = composeDigest({ notifications, total, timeZone: "Asia/Kolkata" }, links);
  const letter = {
    to: { address: "ana@lab.org", name: "Ana\r\nBcc: eve@evil.org" },
    composed,
    messageId: "<one@lab.org>",
    unsubscribe: links.unsubscribe,
  };
  const { raw } = await buildMessage(config, letter);
  return { ...composed, raw: raw.toString(), parsed: await simpleParser(raw, { keepCidLinks: true }) };
};

test("counts first, then groups and things, each row with its link and reason, as HTML and as plain text", async () => {
  const many = [
    notification({}),
    notification({ name: "Yeast", group: "Atlas", resourceId: "2" }),
    notification({ name: "Alone", group: null, resourceId: "3" }),
  ];
  const { subject, html, text, parsed } = await send(many);
  expect(subject).toBe("3 unread notifications");
  for (const written of [html, text]) {
    for (const said of [
      "Lab",
      "Atlas",
      "Without a group",
      "Bo changed Yeast",
      "because you are in Atlas",
      "+2 nodes",
      "Sun 22 Nov, 13:30",
    ])
      expect(written).toContain(said);
    for (const { id } of many) expect(written).toContain(`https://graphs.lab.org/notifications/open/${id}`);
    expect(written).toContain(links.unsubscribe);
    expect(written).toContain("https://graphs.lab.org/settings/notifications");
    expect(written.indexOf("3 unread")).toBeLessThan(written.indexOf("Bo changed"));
  }
  expect(html).toContain("prefers-color-scheme: dark");
  expect(parsed.text?.trim()).toBe(text.trim());
});

test("the headers of list mail, one-click unsubscribe among them", async () => {
  const { parsed, raw } = await send([notification({})]);
  const header = (name: string) => parsed.headerLines.find(({ key }) => key === name)?.line.replace(/\s+/g, " ");
  expect(parsed.messageId).toBe("<one@lab.org>");
  expect(header("list-unsubscribe")).toBe(`List-Unsubscribe: <${links.unsubscribe}>`);
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(header("list-id")).toContain("<notifications.lab.org>");
  expect(header("auto-submitted")).toBe("Auto-Submitted: auto-generated");
  expect(header("references")).toMatch(/^References: <digests\.[0-9a-f]{32}@lab\.org>$/);
  // A name cannot add a header.
  expect(parsed.headers.has("bcc")).toBe(false);
  expect(raw).not.toMatch(/^Bcc:/im);
});

test("hostile names are text: no markup, no line of their own, nothing that turns other text around", async () => {
  const name = '<img src=x onerror="alert(1)">\r\nList-Unsubscribe: <https://evil.example>\u202Etxt.exe\u200b';
  const { html, text, raw, parsed, subject } = await send([notification({ name, group: name })]);
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img");
  for (const written of [html, text, subject]) expect(written).not.toMatch(/[\u202E\u200b]/);
  expect(text.split("\n").filter((line) => line.startsWith("List-Unsubscribe"))).toEqual([]);
  expect(raw.slice(0, raw.indexOf("\r\n\r\n")).match(/^List-Unsubscribe:/gim)).toHaveLength(1);
  expect(parsed.subject).not.toContain("\n");
});

test("a long digest is cut, and says how many more there are", async () => {
  const { subject, html, text } = await send([notification({}), notification({})], 142);
  expect(subject).toBe("142 unread notifications");
  expect(text).toContain("and 140 more");
  expect(html).toContain("and 140 more");
});

test("the subject says where, if it is the same for all that the mail covers", async () => {
  const [lab, atlas, third] = [{}, { group: "Atlas" }, { group: "Third" }].map(notification);
  const subjectOf = async (...some: (Notification | undefined)[]) => (await send(some as Notification[])).subject;
  expect(await subjectOf(lab, lab)).toBe("2 unread notifications in Lab");
  expect(await subjectOf(lab, atlas)).toBe("2 unread notifications in Lab and Atlas");
  expect(await subjectOf(lab, atlas, third)).toBe("3 unread notifications in 3 groups");
});

test("names are bold, and several rows about one thing stand under its name", async () => {
  const parts: Notification["parts"] = [
    { kind: "actor", text: "Bo <b>" },
    { kind: "text", text: " changed " },
    { kind: "resource", text: "Wnt" },
  ];
  const { html, text } = await send([{ ...notification({}), parts }, notification({})]);
  expect(html).toContain("<strong>Bo &lt;b&gt;</strong> changed <strong>Wnt</strong></a>");
  expect(text).toContain("* Bo <b> changed Wnt\n");
  expect(html).toMatch(/<h3 [^>]*>Wnt<\/h3>/);
  expect(text).toContain("\nWnt:\n");
});

test("one notification is its own subject", async () => {
  expect((await send([notification({})])).subject).toBe("Bo changed Wnt");
  // Cut where a character of two units stands.
  const long = notification({ name: `${"x".repeat(107)}${"\u{1f9ec}".repeat(20)}` });
  expect((await send([long])).subject).toBe(`Bo changed ${"x".repeat(107)}…`);
});

const drawn: Notification["changes"] = {
  nodesAdded: { total: 2, names: ["AXIN2", "RNF43"] },
  nodesRemoved: { total: 1, names: ["DKK1"] },
  edgesAdded: { total: 2, names: ["TCF7L2:AXIN2", "AXIN2:RNF43"] },
};

test("what changed is drawn small and travels inside the mail, with words for those who see no pictures", async () => {
  const [plain, pictured] = [notification({}), notification({ name: "Drawn", resourceId: "2", changes: drawn })];
  const { html, parsed, raw } = await send([plain, pictured]);
  expect(parsed.attachments).toHaveLength(1);
  const [picture] = parsed.attachments;
  expect(picture).toMatchObject({ contentType: "image/png", contentDisposition: "inline", related: true });
  expect(html).toContain(`src="cid:${picture?.cid}"`);
  expect(alt(html)).toContain("+2");
  // What it is a picture of, drawn: something, on nothing.
  const png = await readPng(picture?.content as Buffer);
  expect([png.width, png.height]).toEqual([192, 144]);
  expect(png.opaque).toBeGreaterThan(200);
  expect(png.opaque).toBeLessThan(192 * 144 * 0.3);
  // Nothing is fetched from anywhere.
  expect(html.match(/src="(?!cid:)/g)).toBeNull();
  expect(html).not.toMatch(/url\(|<link|@import/);
  // Attached beside the HTML, as an alternative to the text.
  expect(raw.indexOf("multipart/alternative")).toBeLessThan(raw.indexOf("multipart/related"));
});

const alt = (html: string) => /alt="Picture of Drawn: ([^"]*)"/.exec(html)?.[1] ?? "";

test("a mail of many pictures stays small", async () => {
  const many = Array.from({ length: 50 }, (_, index) =>
    notification({ resourceId: String(index), changes: { ...drawn, nodesMoved: { total: 1, names: [`N${index}`] } } }),
  );
  const { parsed, raw } = await send(many);
  expect(parsed.attachments.length).toBeGreaterThan(5);
  expect(parsed.attachments.length).toBeLessThanOrEqual(12);
  expect(Buffer.byteLength(raw)).toBeLessThan(200_000);
});

test("whatever a producer calls its nodes, the mail holds pictures and text", async () => {
  const names = fc.string({ unit: "binary", maxLength: 40 });
  const hostile = fc.oneof(names, fc.constant('"><script>alert(1)</script>'), fc.constant("\r\n--=_related--\r\n\r\n"));
  await fc.assert(
    fc.asyncProperty(hostile, fc.array(hostile, { maxLength: 30 }), hostile, async (name, nodes, group) => {
      const changes = { nodesAdded: { total: nodes.length, names: nodes } } as Notification["changes"];
      const { html, text, parsed } = await send([notification({ name, group, changes })]);
      expect(html).not.toMatch(/<script|<iframe|javascript:/i);
      expect([...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag)).toEqual(
        expect.not.arrayContaining(["script", "object", "embed", "form", "svg"]),
      );
      expect(parsed.html).toBe(html);
      expect(parsed.text?.trim()).toBe(text.trim());
      for (const { contentType } of parsed.attachments) expect(contentType).toBe("image/png");
    }),
    { numRuns: 60 },
  );
});

/** Taken apart by itself: the size, and how many points are not see-through. */
async function readPng(png: Buffer) {
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const data: Buffer[] = [];
  let [width, height] = [0, 0];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
    if (name === "IHDR") [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
    if (name === "IDAT") data.push(body);
    at += length + 12;
  }
  const rows = inflateSync(Buffer.concat(data));
  expect(rows.length).toBe((width * 4 + 1) * height);
  let opaque = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if ((rows[y * (width * 4 + 1) + 4 + x * 4] ?? 0) > 0) opaque++;
  return { width, height, opaque };
}
