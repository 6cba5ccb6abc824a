"use client";
import { useState } from "react";
import type { Device } from "@/server/contract/account";
import { api } from "../api";
import { Button } from "../ui/button";
import { RelativeTime } from "../ui/relative-time";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

/** Where a person is signed in, each with its own sign-out. */
export function DeviceList({ devices: given }: { devices: Device[] }) {
  const [devices, setDevices] = useState(given);
  const { pending, outcome, run } = useAction();
  const others = devices.filter(({ current }) => !current);
  const end = async (device: Device) => {
    const done = await run(
      () => api(`/api/auth/devices/${device.id}`, { method: "DELETE" }),
      `${device.name} is signed out.`,
    );
    if (done) setDevices((all) => all.filter(({ id }) => id !== device.id));
  };
  const endOthers = async () => {
    const done = await run(() => api("/api/auth/devices", { method: "DELETE" }), "Every other device is signed out.");
    if (done) setDevices((all) => all.filter(({ current }) => current));
  };
  return (
    <>
      <ul className="divide-y divide-line">
        {devices.map((device) => (
          <li key={device.id} className="flex items-center justify-between gap-4 px-5 py-3">
            <div className="min-w-0">
              <p className="font-medium">
                {device.name}
                {device.current && (
                  <span className="ml-2 rounded-full bg-accent-soft px-2 py-0.5 text-meta text-accent">this one</span>
                )}
              </p>
              <p className="text-meta text-ink-3">
                {device.address && (
                  <>
                    <span className="font-mono">{device.address}</span> ·{" "}
                  </>
                )}
                last used <RelativeTime iso={device.lastUsedAt} /> · signed in <RelativeTime iso={device.signedInAt} />
              </p>
            </div>
            {!device.current && (
              <Button
                look="danger"
                disabled={pending}
                onClick={() => end(device)}
                aria-label={`Sign out ${device.name}`}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-5 py-3">
        <Button disabled={pending || others.length === 0} onClick={endOthers}>
          Sign out everywhere else
        </Button>
        <OutcomeLine outcome={outcome} />
      </div>
    </>
  );
}
