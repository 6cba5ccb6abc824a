import type { ReactNode } from "react";
import type { JsonSchema } from "@/server/api-description/schemas";

type Schema = JsonSchema & { $ref?: string };

/** An object's fields with their types, nested ones below; of anything else its type. */
export function Fields({ schema }: { schema: Schema }) {
  const inner = objectIn(schema);
  if (!inner) return <p className="font-mono text-[13px] text-ink-2">{typeOf(schema)}</p>;
  const required = new Set(inner.required ?? []);
  return (
    <dl className="grid gap-1">
      {Object.entries(inner.properties ?? {}).map(([name, field]) => {
        const nested = objectIn(field as Schema);
        return (
          <div key={name} className="grid gap-x-4 sm:grid-cols-[160px_minmax(0,1fr)]">
            <dt className="font-mono text-[13px]">
              {name}
              {!required.has(name) && <span className="font-sans text-meta text-ink-3"> optional</span>}
            </dt>
            <dd className="min-w-0 text-ink-2">
              <span className="font-mono text-[13px]">{typeOf(field as Schema)}</span>
              {nested && (
                <div className="my-1 border-l border-line pl-3">
                  <Fields schema={nested} />
                </div>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The object that a schema is, lists or may be, where it has fields of its own. */
function objectIn(schema: Schema): Schema | undefined {
  if (schema.properties) return schema;
  if (schema.items && typeof schema.items === "object" && !Array.isArray(schema.items))
    return objectIn(schema.items as Schema);
  const among = (schema.anyOf ?? []) as Schema[];
  return among.filter(({ type }) => type !== "null").length === 1 ? among.map(objectIn).find(Boolean) : undefined;
}

function typeOf(schema: Schema): ReactNode {
  if (schema.$ref)
    return (
      <a href={schema.$ref} className="text-accent hover:underline">
        {schema.$ref.replace("#schema-", "")}
      </a>
    );
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => String(value)).join(" | ");
  if (schema.anyOf)
    return (schema.anyOf as Schema[]).map((each, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the schema does not change
      <span key={index}>
        {index > 0 && " | "}
        {typeOf(each)}
      </span>
    ));
  if (schema.type === "array")
    return Array.isArray(schema.prefixItems) || !schema.items ? "list" : <>list of {typeOf(schema.items as Schema)}</>;
  const name = Array.isArray(schema.type) ? schema.type.join(" | ") : (schema.type ?? "anything");
  return `${schema.format ?? name}${limits(schema)}`;
}

/** "1–60 characters", "0–23": where there are limits. */
function limits({ minimum, maximum, minLength, maxLength }: Schema): string {
  const between = (from: number | undefined, to: number | undefined, unit: string) =>
    from === undefined && to === undefined
      ? ""
      : `, ${to === undefined ? `from ${from}` : from === undefined ? `at most ${to}` : `${from}–${to}`}${unit}`;
  return between(minimum, maximum, "") || between(minLength, maxLength, " characters");
}
