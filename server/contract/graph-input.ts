/**
 * What GraphSpace takes as a graph: Cytoscape.js JSON. Checked the same way in the browser, before an upload, and
 * on the server. Pure, and linear in the size of the input.
 */
export const maxElements = 100_000;
export const maxGraphDepth = 32;
/** Nodes in nodes in nodes: what draws them goes down level by level. */
const maxParents = 32;
export const maxUploadBytes = 20 * 1024 * 1024;
export const maxNameLength = 256;

type Json = Record<string, unknown>;
export type GraphJson = {
  elements: { nodes: (Json & { data: Json & { id: string | number } })[]; edges: (Json & { data: Json })[] };
  data: Json;
};
export type StyleJson = Json | Json[];

/** What is wrong with an input, and at which element. */
export class GraphInputError extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
    this.name = "GraphInputError";
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isName = (value: unknown): value is string | number =>
  typeof value === "string" ? value.length > 0 : typeof value === "number" && Number.isFinite(value);
const shown = (value: unknown) => JSON.stringify(String(value).slice(0, 60));

/** Checks a graph and completes it: `data`, each node's id, name and label. Throws GraphInputError. */
export function readGraphInput(input: unknown, field = "graph_json"): GraphJson {
  const given = typeof input === "string" ? parseJson(input, field) : input;
  if (!isObject(given)) throw new GraphInputError(field, "must be an object with elements");
  checkPlain(given, field);
  const { nodes, edges } = readElements(given.elements, `${field}.elements`);
  if (nodes.length + edges.length > maxElements)
    throw new GraphInputError(
      `${field}.elements`,
      `has ${nodes.length + edges.length} elements; the limit is ${maxElements}`,
    );
  const data = given.data ?? {};
  if (!isObject(data)) throw new GraphInputError(`${field}.data`, "must be an object");
  const ids = new Set<string>();
  const parents = new Map<string, string>();
  const readNodes = nodes.map((node, index) => {
    const at = `${field}.elements.nodes[${index}]`;
    const nodeData = dataOf(node, at);
    const id = nodeData.id ?? nodeData.name;
    if (!isName(id)) throw new GraphInputError(`${at}.data.id`, "is missing: every node needs an id or a name");
    const key = String(id);
    if (key.length > maxNameLength)
      throw new GraphInputError(`${at}.data.id`, `must be at most ${maxNameLength} characters`);
    if (ids.has(key))
      throw new GraphInputError(`${at}.data.id`, `${shown(id)} is the name of two nodes; names are unique`);
    ids.add(key);
    if (isName(nodeData.parent)) parents.set(key, String(nodeData.parent));
    return { ...(node as Json), data: { ...nodeData, id, name: nodeData.name ?? id, label: nodeData.label ?? "" } };
  });
  const readEdges = edges.map((edge, index) => {
    const at = `${field}.elements.edges[${index}]`;
    const edgeData = dataOf(edge, at);
    for (const end of ["source", "target"] as const) {
      if (!isName(edgeData[end]))
        throw new GraphInputError(`${at}.data.${end}`, "is missing: an edge needs both its ends");
      if (!ids.has(String(edgeData[end])))
        throw new GraphInputError(`${at}.data.${end}`, `${shown(edgeData[end])} is not a node of this graph`);
    }
    return { ...(edge as Json), data: edgeData };
  });
  checkParents(ids, parents, field);
  return { ...given, elements: { nodes: readNodes, edges: readEdges }, data };
}

/** Checks a style: `{style: [{selector, style}]}`, or a list of such. */
export function readStyleInput(input: unknown, field = "style_json"): StyleJson {
  const given = typeof input === "string" ? parseJson(input, field) : (input ?? {});
  if (typeof given !== "object" || given === null) throw new GraphInputError(field, "must be an object with style");
  checkPlain(given, field);
  const sheets = Array.isArray(given) ? given : [given];
  for (const [index, sheet] of sheets.entries()) {
    const at = Array.isArray(given) ? `${field}[${index}]` : field;
    if (!isObject(sheet)) throw new GraphInputError(at, "must be an object with style");
    const rules = sheet.style ?? [];
    if (Array.isArray(given) && "selector" in sheet) continue;
    if (!Array.isArray(rules)) throw new GraphInputError(`${at}.style`, "must be a list of rules");
    for (const [nth, rule] of rules.entries())
      if (!isObject(rule) || typeof rule.selector !== "string")
        throw new GraphInputError(`${at}.style[${nth}]`, "must be a rule with a selector");
  }
  return Array.isArray(given) ? (given as Json[]) : { ...(given as Json), style: (given as Json).style ?? [] };
}

/** Checks node positions: `{nodeId: {x, y}}`. */
export function readPositionsInput(input: unknown, field = "positions_json"): Json {
  const given = typeof input === "string" ? parseJson(input, field) : (input ?? {});
  if (!isObject(given)) throw new GraphInputError(field, "must be an object of positions by node");
  checkPlain(given, field);
  const entries = Object.entries(given);
  if (entries.length > maxElements) throw new GraphInputError(field, `has more than ${maxElements} positions`);
  for (const [id, position] of entries)
    if (!isObject(position) || !Number.isFinite(position.x) || !Number.isFinite(position.y))
      throw new GraphInputError(`${field}.${id.slice(0, 60)}`, "must have a numeric x and y");
  return given;
}

function parseJson(text: string, field: string): unknown {
  if (nestsDeeper(text, 2 * maxGraphDepth))
    throw new GraphInputError(field, `is nested deeper than ${maxGraphDepth} levels`);
  try {
    return JSON.parse(text);
  } catch {
    throw new GraphInputError(field, "is not valid JSON");
  }
}

/** `{nodes, edges}`, or Cytoscape.js' flat list, where what has a source is an edge. */
function readElements(elements: unknown, field: string): { nodes: unknown[]; edges: unknown[] } {
  if (Array.isArray(elements)) {
    const isEdge = (element: unknown) => isObject(element) && isObject(element.data) && "source" in element.data;
    return { nodes: elements.filter((each) => !isEdge(each)), edges: elements.filter(isEdge) };
  }
  if (!isObject(elements)) throw new GraphInputError(field, "is missing: give nodes and edges");
  const { nodes = [], edges = [] } = elements;
  if (!Array.isArray(nodes)) throw new GraphInputError(`${field}.nodes`, "must be a list");
  if (!Array.isArray(edges)) throw new GraphInputError(`${field}.edges`, "must be a list");
  return { nodes, edges };
}

function dataOf(element: unknown, at: string): Json {
  if (!isObject(element)) throw new GraphInputError(at, "must be an object with data");
  if (!isObject(element.data)) throw new GraphInputError(`${at}.data`, "is missing");
  return element.data;
}

/** Nodes in nodes: every parent exists, nothing is inside itself, and not endlessly deep. */
function checkParents(ids: Set<string>, parents: Map<string, string>, field: string): void {
  const depths = new Map<string, number>();
  for (const [child, parent] of parents)
    if (!ids.has(parent))
      throw new GraphInputError(
        `${field}.elements.nodes`,
        `the parent ${shown(parent)} of ${shown(child)} is not a node`,
      );
  for (const start of parents.keys()) {
    const path = new Set<string>();
    let at: string | undefined = start;
    for (; at !== undefined && !depths.has(at); at = parents.get(at)) {
      if (path.has(at)) throw new GraphInputError(`${field}.elements.nodes`, `${shown(at)} is inside itself`);
      path.add(at);
    }
    let depth = at === undefined ? 0 : (depths.get(at) ?? 0);
    for (const id of [...path].reverse()) depths.set(id, ++depth);
    if (depth > maxParents)
      throw new GraphInputError(`${field}.elements.nodes`, `${shown(start)} is more than ${maxParents} levels inside`);
  }
}

type Place = { value: unknown; depth: number; key: string | number; inside?: Place };

/** Neither too deep, nor text that PostgreSQL cannot store. No recursion: depth is what an attacker chooses. */
function checkPlain(root: unknown, field: string): void {
  const refuse = (at: Place, message: string) => {
    throw new GraphInputError(pathOf(at, field), message);
  };
  const stack: Place[] = [{ value: root, depth: 1, key: field }];
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { value, depth } = at;
    if (typeof value === "string" && !isStorable(value)) refuse(at, "holds a character that cannot be stored");
    if (typeof value !== "object" || value === null) continue;
    if (depth > maxGraphDepth) refuse(at, `is nested deeper than ${maxGraphDepth} levels`);
    for (const [key, item] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      if (typeof key === "string" && !isStorable(key))
        refuse(at, "has a key that holds a character that cannot be stored");
      stack.push({ value: item, depth: depth + 1, key, inside: at });
    }
  }
}

/** `graph_json.elements.nodes[3].data.label`: as deep as elements are. */
function pathOf(at: Place, field: string): string {
  const keys: (string | number)[] = [];
  for (let place: Place | undefined = at; place?.inside; place = place.inside) keys.unshift(place.key);
  const steps = keys.slice(0, 5).map((key) => (typeof key === "number" ? `[${key}]` : `.${key.slice(0, 60)}`));
  return field + steps.join("");
}

/** Whether JSON text opens more than `limit` levels at once. A parser spends seconds on millions of brackets. */
export function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (quoted) {
      if (unit === 0x5c) at++;
      else if (unit === 0x22) quoted = false;
    } else if (unit === 0x22) quoted = true;
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > limit) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return false;
}

const isStorable = (text: string) => !text.includes("\0") && text.isWellFormed();
