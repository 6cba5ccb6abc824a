/**
 * A kept mail's HTML with the pictures that travel inside the mail put where it names them, so that a browser can
 * show it. Only PNGs; what is not there stays as it is.
 */
export function showPictures(html: string, source: string): string {
  return html.replace(/src="cid:([\w.@-]+)"/g, (whole, cid: string) => {
    const at = source.indexOf(`Content-ID: <${cid}>`);
    const begin = source.indexOf("\r\n\r\n", at) + 4;
    const headers = source.slice(source.lastIndexOf("\r\n--", at), begin);
    if (at < 0 || begin < 4 || !/^Content-Type: image\/png/im.test(headers)) return whole;
    const [encoded = ""] = /^[A-Za-z0-9+/=\r\n]*/.exec(source.slice(begin)) ?? [];
    return `src="data:image/png;base64,${encoded.replace(/[\r\n]/g, "")}"`;
  });
}
