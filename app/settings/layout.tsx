import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { requireViewer } from "../viewer";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  return (
    <div className="mx-auto grid max-w-5xl gap-x-10 gap-y-5 px-4 py-6 sm:px-5 md:grid-cols-[200px_minmax(0,1fr)] md:py-8">
      <h1 className="text-title font-bold md:col-span-2">Settings</h1>
      <SettingsNav admin={viewer.admin} />
      <div className="grid content-start gap-8 pb-16">{children}</div>
    </div>
  );
}
