import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Doorway } from "@/components/shell/doorway";
import { pathAfter } from "../sign-in/path-after";
import { currentViewer } from "../viewer";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = pathAfter((await searchParams).next);
  if (await currentViewer()) redirect(next);
  return (
    <Doorway
      title="Make an account"
      lead={
        <>
          You have one already?{" "}
          <Link href={`/sign-in?next=${encodeURIComponent(next)}`} className="font-medium text-accent underline">
            Sign in
          </Link>
          .
        </>
      }
    >
      <SignUpForm next={next} />
    </Doorway>
  );
}
