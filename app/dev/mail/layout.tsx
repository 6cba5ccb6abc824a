import type { ReactNode } from "react";
import { OperationsNav } from "@/components/operations/operations-nav";
import { requireAdmin } from "../../viewer";

export default async function CapturedMailLayout({ children }: { children: ReactNode }) {
  await requireAdmin();
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 pt-3 pb-16 sm:px-5">
      <OperationsNav />
      {children}
    </div>
  );
}
