import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/providers";
import { Header } from "@/components/shell/header";
import { SignedIn } from "@/components/shell/signed-in";
import { SkipLink } from "@/components/shell/skip-link";
import { readTheme, type Theme } from "@/components/shell/theme";
import { pathHeader } from "@/server/client-address";
import { countNotifications } from "@/server/inbox/count-notifications";
import { getRuntime } from "@/server/runtime";
import { fontVariables } from "./fonts";
import "./globals.css";
import { currentViewer, viewerTimeZone } from "./viewer";

export const metadata: Metadata = {
  title: { default: "GraphSpace", template: "%s · GraphSpace" },
  description: "Share networks with your group, and hear what happens to them.",
  icons: {
    icon: [
      { url: "/favicon.ico", sizes: "32x32" },
      { url: "/icon.svg", type: "image/svg+xml" },
    ],
    apple: "/apple-icon.png",
  },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#14181c" },
  ],
};

// The nonce of the content security policy is per request.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get("theme")?.value);
  // Inside another site's page stands nothing but what was asked for, and the cookie counts for nothing there.
  const embedded = (await headers()).get(pathHeader)?.startsWith("/embed/");
  return (
    <html
      lang="en"
      className={fontVariables}
      data-theme={theme === "system" ? undefined : theme}
      data-embedded={embedded || undefined}
    >
      <body>
        {embedded ? (
          <Embedded timeZone={await viewerTimeZone()}>{children}</Embedded>
        ) : (
          <Shell theme={theme}>{children}</Shell>
        )}
      </body>
    </html>
  );
}

const Embedded = ({ timeZone, children }: { timeZone: string; children: ReactNode }) => (
  <Providers now={Date.now()} timeZone={timeZone} counts={null}>
    {children}
  </Providers>
);

async function Shell({ theme, children }: { theme: Theme; children: ReactNode }) {
  const viewer = await currentViewer();
  const counts = viewer && (await countNotifications(getRuntime().db, viewer.userId));
  return (
    <Providers key={viewer?.email} now={Date.now()} timeZone={await viewerTimeZone()} counts={counts}>
      <SkipLink />
      <Header viewer={viewer && { email: viewer.email, name: viewer.name, admin: viewer.admin }} theme={theme} />
      {viewer && <SignedIn />}
      <main id="content" tabIndex={-1} className="outline-none">
        {children}
      </main>
    </Providers>
  );
}
