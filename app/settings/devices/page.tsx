import type { Metadata } from "next";
import { DeviceList } from "@/components/settings/device-list";
import { Section } from "@/components/settings/section";
import { listDevices } from "@/server/identity/list-devices";
import { getRuntime } from "@/server/runtime";
import { requireViewer } from "../../viewer";

export const metadata: Metadata = { title: "Devices" };

export default async function DevicesPage() {
  const viewer = await requireViewer();
  return (
    <Section
      title="Signed-in devices"
      lead="Sign out what you do not know, and change your password then. Signing a device out closes its open pages' live updates within a second."
    >
      <DeviceList devices={await listDevices(getRuntime(), viewer)} />
    </Section>
  );
}
