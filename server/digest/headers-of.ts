/** A message's headers as they stand above its body; whoever knows the one-click link may end somebody's mail, so it is left out. */
export function headersOf(raw: Buffer): string {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.subarray(0, end < 0 ? raw.length : end).toString("utf8");
  return head.replace(/(^List-Unsubscribe:).*(\r?\n[ \t].*)*/im, "$1 <left out>").replaceAll("\0", "");
}
