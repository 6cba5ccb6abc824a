import { redirect } from "next/navigation";
import { requireViewer } from "./viewer";

/** The inbox is home. */
export default async function Home() {
  await requireViewer("/notifications");
  redirect("/notifications");
}
