import { expect, test } from "vitest";
import { showPictures } from "./show-pictures";

const part = (headers: string, body: string) => `--edge\r\n${headers}\r\n\r\n${body}\r\n`;
const mail = (...parts: string[]) => `Subject: x\r\n\r\n${parts.join("")}--edge--\r\n`;
const html = '<img src="cid:7.picture@graphspace" alt="">';

test("a picture inside the mail is shown where the mail names it", () => {
  const source = mail(
    part("Content-Type: text/html", html),
    part("Content-Type: image/png\r\nContent-ID: <7.picture@graphspace>", "iVBO\r\nRw=="),
  );
  expect(showPictures(html, source)).toBe('<img src="data:image/png;base64,iVBORw==" alt="">');
});

test("what is missing, or no picture, stays as it was", () => {
  expect(showPictures(html, mail())).toBe(html);
  const script = mail(part("Content-Type: text/html\r\nContent-ID: <7.picture@graphspace>", "PGI+"));
  expect(showPictures(html, script)).toBe(html);
});
