/** One JSON object as a stream: the fields of `head`, then a list whose items come one by one. */
export function jsonStream(head: object, list: string, items: AsyncIterable<unknown>): ReadableStream<Uint8Array> {
  const source = pieces(head, list, items);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await source.return(undefined)),
  });
}

async function* pieces(head: object, list: string, items: AsyncIterable<unknown>): AsyncGenerator<string> {
  const opening = JSON.stringify(head, null, 2).replace(/\n?\}$/, "");
  yield `${opening}${opening === "{" ? "" : ","}\n  ${JSON.stringify(list)}: [`;
  let separator = "\n    ";
  for await (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ",\n    ";
  }
  yield "\n  ]\n}\n";
}
