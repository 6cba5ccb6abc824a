"use server";
import { signUp } from "@/server/identity/sign-up";
import { enter, textOf } from "../sign-in/enter";
import type { FormState } from "../sign-in/form-state";

export async function signUpAction(_before: FormState, form: FormData): Promise<FormState> {
  return enter(form, async (runtime, device) =>
    signUp(
      runtime,
      {
        email: textOf(form, "email").trim(),
        password: textOf(form, "password"),
        name: textOf(form, "name").trim() || undefined,
      },
      device,
    ),
  );
}
