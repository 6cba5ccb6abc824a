import { ChevronRight } from "lucide-react";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { parametersOf, problemsOf } from "@/server/api-description/openapi";
import type { Operation } from "@/server/api-description/operation";
import { Code, Prose, Text } from "./prose";

const colours: Record<string, string> = {
  GET: "text-accent",
  POST: "text-added",
  PUT: "text-owner",
  PATCH: "text-watch",
  DELETE: "text-removed",
};
const who: Record<Operation["who"], string> = {
  anyone: "Anyone",
  person: "Signed in",
  administrator: "Administrators",
  producer: "Event token",
};

/** One call: closed a line, open all there is to know. */
export function CallCard({ door, operation }: { door: string; operation: Operation }) {
  const [method = "", path = ""] = door.split(" ");
  const { summary, description, body, example, says, answer, status = 200 } = operation;
  const parameters = parametersOf(path, operation);
  const rows = [
    [String(status), says, answer],
    ...Object.entries({ ...problemsOf(method, path, operation), ...operation.also, ...operation.pages }).map(
      ([code, text]) => [code, text, undefined],
    ),
  ] as [string, string, Operation["answer"]][];
  return (
    <details className="group">
      <summary className="grid min-h-11 cursor-pointer list-none grid-cols-[56px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-sm px-4 py-2 hover:bg-sunk sm:grid-cols-[56px_minmax(0,1.2fr)_minmax(0,1fr)_auto]">
        <span className={cx("font-mono text-meta font-bold", colours[method])}>{method}</span>
        <span className="font-mono text-[13px] break-words">{path}</span>
        <span className="col-start-2 text-ink-2 sm:col-start-auto">{summary}</span>
        <Icon
          of={ChevronRight}
          size={16}
          className="row-start-1 text-ink-3 transition-transform group-open:rotate-90 max-sm:col-start-3 sm:row-start-auto"
        />
      </summary>
      <div className="grid gap-4 px-4 pt-1 pb-4 sm:pl-[80px]">
        <div className="grid max-w-prose gap-1 text-ink-2">
          {description && <Prose>{description}</Prose>}
          <p className="text-meta text-ink-3">{who[operation.who]}</p>
        </div>
        {parameters.length > 0 && (
          <Rows title="Parameters">
            {parameters.map((parameter) => (
              <Row key={parameter.name} name={parameter.name} note={parameter.required ? "required" : undefined}>
                <Prose>{parameter.description}</Prose>
              </Row>
            ))}
          </Rows>
        )}
        {body && (
          <Rows title="Body">
            {Object.entries(shapesOf(body)).map(([type, shape]) => (
              <Row key={type} name={type}>
                {shape}
              </Row>
            ))}
          </Rows>
        )}
        {example !== undefined && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre tabIndex={0} className="overflow-x-auto rounded-md border border-line bg-sunk p-3 font-mono text-meta">
            {JSON.stringify(example, null, 2)}
          </pre>
        )}
        <Rows title="Answers">
          {rows.map(([code, text, shape]) => (
            <Row key={code} name={code}>
              <Text>{text}</Text> {shape && Object.values(shapesOf(shape))}
            </Row>
          ))}
        </Rows>
      </div>
    </details>
  );
}

function shapesOf(content: NonNullable<Operation["answer"]>) {
  const entries = typeof content === "string" ? { "application/json": content } : content.content;
  return Object.fromEntries(
    Object.entries(entries).map(([type, shape]) => {
      if (shape === "file") return [type, <Code key={type}>{type}</Code>];
      const name = typeof shape === "string" ? shape : shape.list;
      return [
        type,
        <span key={type}>
          {typeof shape === "string" ? "" : `up to ${shape.most.toLocaleString("en")} × `}
          <a href={`#schema-${name}`} className="font-mono text-accent hover:underline">
            {name}
          </a>
        </span>,
      ];
    }),
  );
}

const Rows = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <div className="grid gap-1.5">
    <h3 className="text-meta font-medium text-ink-3">{title}</h3>
    <dl className="grid gap-1.5">{children}</dl>
  </div>
);

const Row = ({ name, note, children }: { name: string; note?: string | undefined; children: React.ReactNode }) => (
  <div className="grid gap-x-4 sm:grid-cols-[minmax(104px,auto)_minmax(0,1fr)]">
    <dt className="font-mono text-[13px]">
      {name} {note && <span className="font-sans text-meta text-ink-3">{note}</span>}
    </dt>
    <dd className="text-ink-2">{children}</dd>
  </div>
);
