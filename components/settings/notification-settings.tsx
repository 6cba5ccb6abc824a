"use client";
import type { Preferences } from "@/server/contract/api";
import type { NextMail as NextMailAnswer } from "@/server/contract/next-mail";
import { ChannelMatrix } from "./channel-matrix";
import { EmailForm } from "./email-form";
import { NextMail } from "./next-mail";
import { Section } from "./section";
import { TestSetUp } from "./test-set-up";
import { usePreferences } from "./use-preferences";

/** What reaches a person and when it is mailed: two cards over one set of preferences. */
export function NotificationSettings({
  email,
  preferences: given,
  unread,
  nextMail,
}: {
  email: string;
  preferences: Preferences;
  unread: number;
  nextMail: NextMailAnswer;
}) {
  const { preferences, save } = usePreferences(given);
  return (
    <>
      <Section title="What reaches you" lead="By what it is about, and by which way.">
        <ChannelMatrix channels={preferences.channels} save={save} />
      </Section>
      <Section title="E-mail" lead="Unread notifications, grouped, in one mail. Sent when the server has time for it.">
        <EmailForm address={email} schedule={preferences.email} save={save} unread={unread} />
        <NextMail given={nextMail} timeZone={preferences.email.timeZone} />
      </Section>
      <Section title="Test your set-up">
        <TestSetUp preferences={preferences} />
      </Section>
    </>
  );
}
