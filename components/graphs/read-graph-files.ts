import {
  GraphInputError,
  maxGraphDepth,
  maxUploadBytes,
  nestsDeeper,
  readGraphInput,
  readStyleInput,
} from "@/server/contract/graph-input";

export type ReadFiles = { file: string; graph: unknown; style: unknown; name: string; nodes: number; edges: number };

/** Which file is the graph and which the style shows in what they hold, not in their names. Throws words for people. */
export async function readGraphFiles(files: File[]): Promise<ReadFiles> {
  let chosen: Omit<ReadFiles, "style"> | undefined;
  let style: unknown;
  for (const file of files) {
    if (file.size > maxUploadBytes)
      throw new Error(`${file.name} is larger than ${maxUploadBytes / 1024 / 1024} MB, which is the limit.`);
    let json: unknown;
    try {
      const text = await file.text();
      if (nestsDeeper(text, 2 * maxGraphDepth)) throw new Error();
      json = JSON.parse(text);
    } catch {
      throw new Error(`${file.name} is not valid JSON. Export the network as Cytoscape.js JSON (.json or .cyjs).`);
    }
    try {
      if (typeof json === "object" && json !== null && "elements" in json) {
        const graph = readGraphInput(json, file.name);
        const name = String(graph.data.name || file.name.replace(/(\.graph)?\.(cyjs|json)$/i, ""));
        const { nodes, edges } = graph.elements;
        chosen = { file: file.name, graph: json, name: name.slice(0, 256), nodes: nodes.length, edges: edges.length };
      } else style = readStyleInput(json, file.name);
    } catch (error) {
      if (error instanceof GraphInputError) throw new Error(`${error.field}: ${error.message}`, { cause: error });
      throw error;
    }
  }
  if (!chosen) throw new Error("None of these files holds a network: one needs elements with nodes and edges.");
  return { ...chosen, style };
}
