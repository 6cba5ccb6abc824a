import { decompress as unzstd } from "fzstd";
import kafkajs from "kafkajs";
import { decompress as unlz4 } from "lz4js";
import { uncompress as unsnappy } from "snappyjs";

/** snappy-java's framing, which Kafka's own client writes: a header, then blocks each led by its length. */
const framed = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const headerBytes = 16;

/**
 * Reads what producers compress with. kafkajs brings gzip alone and ends its consumer over anything else; a topic's
 * `compression.type` decides it too, whatever the producer sends. We never write with these.
 */
export function readEveryCodec(): void {
  const { CompressionTypes: types, CompressionCodecs: codecs } = kafkajs;
  codecs[types.Snappy] = reader(uncompressSnappy);
  codecs[types.LZ4] = reader((bytes) => Buffer.from(unlz4(bytes)));
  codecs[types.ZSTD] = reader((bytes) => Buffer.from(unzstd(bytes)));
}

const reader = (decompress: (bytes: Buffer) => Buffer) => () => ({
  compress: () => Promise.reject(new Error("Only reading was set up.")),
  decompress: async (bytes: Buffer) => decompress(bytes),
});

function uncompressSnappy(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, framed.length).equals(framed)) return unsnappy(bytes);
  const blocks: Buffer[] = [];
  for (let at = headerBytes; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    blocks.push(unsnappy(bytes.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
}
