declare module "lz4js" {
  /** LZ4 frames, the format that Kafka uses. */
  export function decompress(bytes: Uint8Array): Uint8Array;
}
declare module "snappyjs" {
  /** One raw block. */
  export function uncompress(bytes: Buffer): Buffer;
  export function compress(bytes: Buffer): Buffer;
}
