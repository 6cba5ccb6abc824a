import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Doorway } from "@/components/shell/doorway";
import { getRuntime } from "@/server/runtime";
import { currentViewer } from "../viewer";
import { pathAfter } from "./path-after";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = pathAfter((await searchParams).next);
  if (await currentViewer()) redirect(next);
  return (
    <Doorway
      title="Sign in"
      lead={
        <>
          With your GraphSpace account, or{" "}
          <Link href={`/sign-up?next=${encodeURIComponent(next)}`} className="font-medium text-accent underline">
            make a new one
          </Link>
          .
        </>
      }
    >
      <SignInForm next={next} demo={getRuntime().config.demo} />
    </Doorway>
  );
}
