"use server";
import { credentials } from "@/server/contract/api";
import { signIn } from "@/server/identity/sign-in";
import { parse } from "@/server/parse";
import { enter, textOf } from "./enter";
import type { FormState } from "./form-state";

export async function signInAction(_before: FormState, form: FormData): Promise<FormState> {
  return enter(form, async (runtime, device, viewer) => {
    const { email, password } = parse(credentials, {
      email: textOf(form, "email").trim(),
      password: textOf(form, "password"),
    });
    return signIn(runtime, { email, password, device, viewer });
  });
}
