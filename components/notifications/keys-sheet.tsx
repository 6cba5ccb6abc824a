"use client";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";
import { keyHelp } from "./keys";
import { useKeysSwitch } from "./keys-switch";

/** All keys, and the switch that turns them off. */
export function KeysSheet() {
  const [on, setOn] = useKeysSwitch();
  return (
    <>
      <dl className="grid grid-cols-1 gap-x-8 sm:grid-cols-2">
        {keyHelp.map(({ keys, does }) => (
          <div key={does} className="flex items-center justify-between gap-4 border-b border-line py-2">
            <dt>{does}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex items-center justify-between gap-4">
        <span>Use these keys</span>
        <Switch label="Use these keys" checked={on} onChange={(event) => setOn(event.target.checked)} />
      </div>
    </>
  );
}
