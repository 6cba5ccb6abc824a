/** One line that is drawn again and again on a terminal, and every tenth of the way into a file or a pipe. */
export function progressBar(total: number, stream: NodeJS.WriteStream = process.stderr) {
  const width = 24;
  let shown = -1;
  return (done: number, words: string) => {
    const part = total === 0 ? 1 : Math.min(1, done / total);
    if (stream.isTTY) {
      const filled = Math.round(part * width);
      stream.write(`\r${"█".repeat(filled)}${"░".repeat(width - filled)} ${words}\u001b[K${part === 1 ? "\n" : ""}`);
      return;
    }
    const tenth = Math.floor(part * 10);
    if (tenth === shown) return;
    shown = tenth;
    stream.write(`${String(tenth * 10).padStart(3)} % ${words}\n`);
  };
}
