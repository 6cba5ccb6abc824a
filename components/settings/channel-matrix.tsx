"use client";
import type { Preferences } from "@/server/contract/api";
import { type Channel, channels } from "@/server/contract/channels";
import { notificationTypeNames, notificationTypes } from "@/server/contract/notification-types";
import { Switch } from "../ui/switch";
import { TypeTag } from "../ui/type-tag";
import { DesktopPermission } from "./desktop-permission";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";
import type { Change } from "./use-preferences";

const words: Record<Channel, string> = { inbox: "Inbox", toast: "Toast", desktop: "Desktop", email: "E-mail" };

/** What reaches a person, by type and by way; every switch is saved at once. */
export function ChannelMatrix({
  channels: wanted,
  save,
}: {
  channels: Preferences["channels"];
  save: (change: Change) => Promise<void>;
}) {
  const { outcome, run } = useAction();
  const wantsDesktop = notificationTypeNames.some((type) => wanted[type].desktop);
  return (
    <>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-meta text-ink-2">
            <th scope="col" className="px-5 py-2.5 font-medium">
              What happens
            </th>
            {channels.map((channel) => (
              <th
                key={channel}
                scope="col"
                className="px-1 py-2.5 text-center font-medium whitespace-nowrap last:pr-5 sm:px-3"
              >
                {words[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {notificationTypeNames.map((type) => (
            <tr key={type}>
              <th scope="row" className="px-5 py-3 font-normal">
                <TypeTag type={type} />
                <span className="mt-0.5 hidden text-ink-2 sm:block">{notificationTypes[type].description}.</span>
              </th>
              {channels.map((channel) => (
                <td key={channel} className="px-1 py-3 text-center align-middle last:pr-5 sm:px-3">
                  <Switch
                    label={`${notificationTypes[type].label}: ${words[channel]}`}
                    checked={wanted[type][channel] && (channel === "inbox" || wanted[type].inbox)}
                    disabled={channel !== "inbox" && !wanted[type].inbox}
                    onChange={(event) => {
                      const on = event.target.checked;
                      const change: Change = (now) => ({
                        ...now,
                        channels: { ...now.channels, [type]: { ...now.channels[type], [channel]: on } },
                      });
                      void run(() => save(change), "Saved.");
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-5 py-3 text-ink-2">
        <p>With the inbox switched off, nothing of that type is kept for you at all.</p>
        <OutcomeLine outcome={outcome} />
      </div>
      {wantsDesktop && <DesktopPermission />}
    </>
  );
}
