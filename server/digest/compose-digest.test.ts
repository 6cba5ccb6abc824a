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
}: {
  name?: string;
  group?: string | null;
  resourceId?: string;
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
    changes: { nodesAdded: { total: 2, names: [] } } as unknown as Notification["changes"],
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
  const composed = composeDigest({ notifications, total }, links);
  const letter = {
    to: { address: "ana@lab.org", name: "Ana\r\nBcc: eve@evil.org" },
    composed,
    messageId: "<one@lab.org>",
    unsubscribe: links.unsubscribe,
  };
  const { raw } = await buildMessage(config, letter);
  return { ...composed, raw: raw.toString(), parsed: await simpleParser(raw) };
};

test("counts first, then groups and things, each row with its link and reason, as HTML and as plain text", async () => {
  const many = [
    notification({}),
    notification({ name: "Yeast", group: "Atlas", resourceId: "2" }),
    notification({ name: "Alone", group: null, resourceId: "3" }),
  ];
  const { subject, html, text, parsed } = await send(many);
  expect(subject).toBe("3 unread notifications about 3 things");
  for (const written of [html, text]) {
    for (const said of ["Lab", "Atlas", "Without a group", "Bo changed Yeast", "because you are in Atlas", "+2 nodes"])
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

test("one notification is its own subject", async () => {
  expect((await send([notification({})])).subject).toBe("Bo changed Wnt");
});
