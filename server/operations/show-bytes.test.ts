import { expect, test } from "vitest";
import { beginningOf, showBytes, visibleText } from "./show-bytes";

test.each([
  ["a NUL", "a\0b", "a⟨U+0000⟩b"],
  ["an escape sequence for terminals", "\x1b[31m", "⟨U+001B⟩[31m"],
  ["an override of direction", "gnp.\u202Eexe", "gnp.⟨U+202E⟩exe"],
  ["an isolate", "\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"],
  ["a character without width", "pay\u200Bpal", "pay⟨U+200B⟩pal"],
  ["half a character", "\ud800!", "⟨U+D800⟩!"],
  ["Greek, emoji, lines and tabs, which are no danger", "β-catenin 🧬\n\tx", "β-catenin 🧬\n\tx"],
])("in shown text nothing hides: %s", (_, text, shown) => expect(visibleText(text)).toBe(shown));

test("JSON is set in lines, other text stays as it is", () => {
  expect(showBytes(Buffer.from('{"a":1}'))).toEqual({ form: "json", text: '{\n  "a": 1\n}', cut: false });
  expect(showBytes(Buffer.from("{not json"))).toEqual({ form: "text", text: "{not json", cut: false });
  expect(showBytes(null)).toEqual({ form: "none", text: "", cut: false });
});

test("what JSON escapes is shown as what it stands for, and cannot hide either", () => {
  expect(showBytes(Buffer.from('{"name":"\\u202egnp"}')).text).toContain("⟨U+202E⟩gnp");
});

test("bytes that are no text become a hexadecimal dump", () => {
  expect(showBytes(Buffer.from([0xff, 0x41, 0x00]))).toEqual({
    form: "bytes",
    text: `00000000  ${"ff 41 00".padEnd(47)}  ·A·`,
    cut: false,
  });
});

test("a message of half a megabyte, or nested without end, shows its beginning", () => {
  const long = showBytes(Buffer.from(`"${"β".repeat(300_000)}"`));
  expect(long).toMatchObject({ form: "text", cut: true });
  expect(long.text).not.toContain("\ufffd");
  expect(long.text.length).toBeLessThan(70_000);
  expect(showBytes(Buffer.from("[".repeat(30_000) + "]".repeat(30_000))).form).toMatch(/text|json/);
});

test("a beginning is one line, whatever it is made of", () => {
  expect(beginningOf(Buffer.from('{\n  "a": 1\n}'))).toBe('{ "a": 1 }');
  expect(beginningOf(Buffer.from("x".repeat(500)))).toHaveLength(160);
  expect(beginningOf(Buffer.from([0xff, 0xfe]))).toBe("ÿþ");
  expect(beginningOf(null)).toBe("");
});
