import type { ReactNode } from "react";
import { Avatar } from "../ui/avatar";
import { TypeTag } from "../ui/type-tag";
import { NetworkFigure } from "./network-figure";

/** The page of a form for those who are not in yet: the form, and beside it what waits inside. */
export function Doorway({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-h-[calc(100dvh-52px)] lg:grid-cols-2">
      <div className="flex justify-center bg-surface px-5 py-10 lg:py-[12vh]">
        <div className="w-full max-w-90">
          <h1 className="text-title font-bold">{title}</h1>
          <p className="mt-1 mb-6 text-ink-2">{lead}</p>
          {children}
        </div>
      </div>
      <div className="hidden items-center justify-center border-l border-line bg-ground p-10 lg:flex">
        <figure className="w-full max-w-md">
          <div className="rounded-lg border border-line bg-surface p-4">
            <NetworkFigure className="w-full" />
          </div>
          <figcaption className="mt-5 flex items-start gap-3">
            <Avatar name="Bo Lindqvist" />
            <div>
              <p>
                <strong>Bo Lindqvist</strong> changed <strong>Wnt / β-catenin core</strong>
              </p>
              <p className="mt-0.5 flex gap-2 text-meta text-ink-3">
                <TypeTag type="watching" />
                <span className="tabular-nums">+2 nodes, −1 node</span>
              </p>
            </div>
          </figcaption>
        </figure>
      </div>
    </div>
  );
}
