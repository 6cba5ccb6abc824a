import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AppearanceForm } from "@/components/settings/appearance-form";
import { PasswordForm } from "@/components/settings/password-form";
import { ProfileForm } from "@/components/settings/profile-form";
import { Section } from "@/components/settings/section";
import { readTheme } from "@/components/shell/theme";
import { requireViewer } from "../../viewer";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const viewer = await requireViewer();
  return (
    <>
      <Section title="Profile">
        <ProfileForm email={viewer.email} name={viewer.name} />
      </Section>
      <Section title="Look and keys">
        <AppearanceForm theme={readTheme((await cookies()).get("theme")?.value)} />
      </Section>
      <Section title="Password" lead="It is your GraphSpace password: the change holds there too.">
        <PasswordForm email={viewer.email} />
      </Section>
    </>
  );
}
