import MimeNode from "nodemailer/lib/mime-node";
import { encode, wrap } from "nodemailer/lib/qp";

type Part = { headers: string; body: string };

/** Content that is encoded never holds these two characters side by side, so one boundary serves every mail. */
const boundary = (name: string) => `=_${name}`;

/**
 * A whole message: plain text and HTML as alternatives, pictures beside the HTML that names them. nodemailer writes
 * the headers of the mail; its composer, which streams every part, takes ten times as long over the bodies.
 * @param headers what `MimeNode.setHeader` takes
 */
export function writeMime(
  headers: Record<string, unknown>,
  { html, text, pictures }: { html: string; text: string; pictures: { cid: string; png: Buffer }[] },
): Buffer {
  const root = new MimeNode("multipart/alternative", { baseBoundary: "" });
  root.setHeader("Content-Type", `multipart/alternative; boundary="${boundary("alternative")}"`);
  for (const [name, value] of Object.entries(headers)) root.setHeader(name, value as string);
  const markup = textPart("html", html);
  const rich = pictures.length === 0 ? markup : multipart("related", [markup, ...pictures.map(picturePart)]);
  const { body } = multipart("alternative", [textPart("plain", text), rich]);
  return Buffer.from(`${root.buildHeaders()}\r\n\r\n${body}`);
}

const textPart = (kind: "plain" | "html", text: string): Part => ({
  headers: `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable`,
  body: wrap(encode(text.replace(/\r?\n/g, "\r\n"))),
});

const picturePart = ({ cid, png }: { cid: string; png: Buffer }): Part => ({
  headers: `Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: inline\r\nContent-ID: <${cid}>`,
  body: png.toString("base64").replace(/.{76}(?=.)/g, "$&\r\n"),
});

function multipart(kind: "alternative" | "related", parts: Part[]): Part {
  const mark = `--${boundary(kind)}`;
  const bodies = parts.map(({ headers, body }) => `${mark}\r\n${headers}\r\n\r\n${body}\r\n`);
  return {
    headers: `Content-Type: multipart/${kind}; boundary="${boundary(kind)}"`,
    body: `${bodies.join("")}${mark}--\r\n`,
  };
}
