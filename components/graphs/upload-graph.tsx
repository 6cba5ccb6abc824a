"use client";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { ApiError } from "../api";
import { clientId } from "../client-id";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { TextField } from "../ui/text-field";
import { counted } from "./counted";
import { type ReadFiles, readGraphFiles } from "./read-graph-files";

type State =
  | { step: "idle" }
  | { step: "reading" }
  | { step: "wrong"; problem: string }
  | { step: "ready"; chosen: ReadFiles; problem?: string; aboutName?: boolean }
  | { step: "sending"; chosen: ReadFiles; progress: number };

/** A page onto which a network is dropped, or where its files are chosen. Checked here before anything is sent. */
export function UploadGraph({ title, children }: { title: string; children: ReactNode }) {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>({ step: "idle" });
  const [over, setOver] = useState(false);
  const take = async (files: File[]) => {
    if (files.length === 0) return;
    setState({ step: "reading" });
    try {
      setState({ step: "ready", chosen: await readGraphFiles(files) });
    } catch (error) {
      setState({ step: "wrong", problem: (error as Error).message });
    }
  };
  const sending = useRef<AbortController>(undefined);
  const close = () => {
    sending.current?.abort();
    setState({ step: "idle" });
  };
  const send = async (chosen: ReadFiles) => {
    const controller = new AbortController();
    sending.current = controller;
    const { signal } = controller;
    setState({ step: "sending", chosen, progress: 0 });
    try {
      const id = await post(chosen, signal, (progress) => setState({ step: "sending", chosen, progress }));
      router.push(`/graphs/${id}`);
    } catch (error) {
      if (signal.aborted) return;
      const { message, fields } = error as ApiError;
      setState({ step: "ready", chosen, problem: message, aboutName: fields.name !== undefined });
    }
  };
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  const chosen = "chosen" in state ? state.chosen : undefined;
  const { problem, aboutName = false } = state.step === "ready" ? state : {};
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is extra; the button does the same
    <div
      className={cx(
        "relative min-h-[60vh] rounded-lg",
        over && "outline-2 outline-offset-4 outline-accent outline-dashed",
      )}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || setOver(false)}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        void take([...event.dataTransfer.files]);
      }}
    >
      <div className="mb-5 flex items-center justify-between gap-4">
        <h1 className="text-title font-bold">{title}</h1>
        <Button look="primary" onClick={() => picker.current?.click()}>
          <Icon of={Upload} size={16} />
          Upload a graph
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          accept=".json,.cyjs,application/json"
          aria-label="Graph and style files"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>
      {over && (
        <p className="pointer-events-none absolute inset-x-0 top-6 z-10 text-center font-medium text-accent">
          Drop a Cytoscape.js graph, with its style if you have one
        </p>
      )}
      {children}
      <Dialog open={state.step !== "idle"} onClose={close} title="Upload a graph">
        {state.step === "reading" && <p role="status">Reading …</p>}
        {state.step === "wrong" && (
          <div className="grid gap-4">
            <p role="alert" className="text-removed">
              {state.problem}
            </p>
            <div>
              <Button onClick={() => picker.current?.click()}>Choose another file</Button>
            </div>
          </div>
        )}
        {chosen && (
          <form
            className="grid gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              void send(chosen);
            }}
          >
            <p className="text-ink-2">
              <span className="font-mono text-meta">{chosen.file}</span>
              <br />
              <span className="tabular-nums">
                {counted(chosen.nodes, "node")}, {counted(chosen.edges, "edge")}
                {chosen.style ? ", with its style" : ""}
              </span>
            </p>
            <TextField
              label="Name"
              required
              autoFocus
              maxLength={256}
              value={chosen.name}
              error={aboutName ? problem : undefined}
              disabled={state.step === "sending"}
              onChange={(event) => setState({ step: "ready", chosen: { ...chosen, name: event.target.value } })}
            />
            {state.step === "sending" && (
              <progress
                max={1}
                value={state.progress}
                aria-label="Uploading"
                className="h-1.5 w-full overflow-hidden rounded-full accent-accent"
              />
            )}
            {problem && !aboutName && (
              <p role="alert" className="text-removed">
                {problem}
              </p>
            )}
            <div className="flex justify-end gap-2">
              <Button onClick={close}>Cancel</Button>
              <Button type="submit" look="primary" disabled={state.step === "sending"}>
                {state.step !== "sending" ? "Upload" : state.progress < 1 ? "Uploading …" : "Storing …"}
              </Button>
            </div>
          </form>
        )}
      </Dialog>
    </div>
  );
}

type Answer = { id?: number; error_message?: string; error_details?: { field: string; message: string }[] | null };

/** XMLHttpRequest: fetch does not say how far an upload is. Resolves to the new graph's id; throws ApiError. */
function post(chosen: ReadFiles, signal: AbortSignal, onProgress: (part: number) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/graphs/");
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Client-Id", clientId());
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    const refuse = (message: string, fields = {}) => reject(new ApiError(request.status, message, fields));
    signal.addEventListener("abort", () => request.abort());
    request.onabort = () => refuse("The upload was cancelled.");
    request.onerror = () => refuse("The server cannot be reached. Check your connection and try again.");
    request.onload = () => {
      const { id, error_message: said, error_details: details } = (request.response ?? {}) as Answer;
      if (request.status === 201 && id) return resolve(id);
      const fields = Object.fromEntries((details ?? []).map(({ field, message }) => [field, message]));
      refuse(said ?? `The server answered ${request.status}. Try again in a moment.`, fields);
    };
    request.send(
      JSON.stringify({ name: chosen.name, graph_json: chosen.graph, style_json: chosen.style ?? { style: [] } }),
    );
  });
}
