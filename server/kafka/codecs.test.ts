import kafkajs from "kafkajs";
import { compress } from "snappyjs";
import { expect, test } from "vitest";
import { readEveryCodec } from "./codecs";

test("snappy is read without snappy-java's framing too, as librdkafka writes it", async () => {
  readEveryCodec();
  const codec = kafkajs.CompressionCodecs[kafkajs.CompressionTypes.Snappy]();
  const bytes = Buffer.from("β-catenin ".repeat(20_000));
  expect((await codec.decompress(compress(bytes))).equals(bytes)).toBe(true);
});
