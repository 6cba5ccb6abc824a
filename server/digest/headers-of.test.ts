import { expect, test } from "vitest";
import { headersOf } from "./headers-of";

const raw = (text: string) => Buffer.from(text.replaceAll("\n", "\r\n"));

test("headers end where the body begins", () => {
  expect(headersOf(raw("Subject: Hello\nTo: ana@lab.org\n\nSubject: not a header\n"))).toBe(
    "Subject: Hello\r\nTo: ana@lab.org",
  );
});

test("the link that ends somebody's mail is left out, folded or not", () => {
  const mail = raw("To: a@b.org\nList-Unsubscribe:\n <https://x.org/unsubscribe/secret>\nList-ID: us\n\n");
  expect(headersOf(mail)).toBe("To: a@b.org\r\nList-Unsubscribe: <left out>\r\nList-ID: us");
  expect(headersOf(raw("list-unsubscribe: <https://x.org/secret>\n\nbody"))).not.toContain("secret");
});
