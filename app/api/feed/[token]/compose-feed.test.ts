import { expect, test } from "vitest";
import { sampleNotification } from "@/components/notifications/sample-notification.test-data";
import { composeFeed } from "./compose-feed";

const feedOf = (message: string, baseUrl = "https://graphspace.example.org") =>
  composeFeed({
    notifications: [sampleNotification({ message })],
    feedId: "6f1c",
    query: 'is:unread in:"Wnt Lab"',
    baseUrl,
    self: `${baseUrl}/api/feed/x?query=a&state=b`,
  });

test("hostile names stay text, and what XML has no place for is replaced", () => {
  const feed = feedOf('</title><script>alert("x")</script>\u0000\u001f\ud800 &amp; ]]>');
  expect(feed).toContain(
    "&lt;/title&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;\ufffd\ufffd\ufffd &amp;amp; ]]&gt;",
  );
  expect(feed).not.toContain("<script");
  expect(feed).toContain("state=b".replace("state", "&amp;state"));
});

test("every element that RFC 4287 requires is there, and its names are IRIs that no port or secret is part of", () => {
  for (const baseUrl of ["https://graphspace.example.org", "http://localhost:3000", "http://[::1]:3000"]) {
    const feed = feedOf("Bo changed Wnt", baseUrl);
    const [head = "", entry = ""] = feed.split("<entry>");
    for (const part of [head, entry])
      for (const element of ["id", "title", "updated", "author"])
        expect(part.match(new RegExp(`<${element}>`, "g")), element).toHaveLength(1);
    for (const [, id] of feed.matchAll(/<id>(.*?)<\/id>/g)) expect(id).toMatch(/^tag:[\w.-]+,2026:[\w/?=%&;-]+$/);
  }
});
