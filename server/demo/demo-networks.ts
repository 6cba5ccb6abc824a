import { readFile } from "node:fs/promises";
import path from "node:path";
import { readNetwork } from "../workspace/network";
import { placeNodes } from "../workspace/place-nodes";

export type DemoNetwork = {
  name: string;
  title: string;
  description: string;
  tags: string[];
  graphJson: object;
  styleJson: object;
};

const style = {
  style: [
    {
      selector: "node",
      style: {
        label: "data(label)",
        width: 36,
        height: 36,
        "background-color": "#2b7bb9",
        "font-size": 11,
        "text-valign": "bottom",
        "text-margin-y": 4,
      },
    },
    { selector: "node[k = 0]", style: { width: 52, height: 52, "background-color": "#14557f" } },
    { selector: "node[kind = 'receptor']", style: { shape: "round-rectangle", "background-color": "#7a5aa6" } },
    { selector: "node[kind = 'target']", style: { shape: "diamond", "background-color": "#b7791f" } },
    { selector: "edge", style: { width: 2, "line-color": "#b8c4ce", "curve-style": "bezier" } },
    {
      selector: "edge[?is_directed]",
      style: { "target-arrow-shape": "triangle", "target-arrow-color": "#b8c4ce" },
    },
  ],
};

/** Where the sketch of the Wnt core stands, as in a textbook: membrane above, nucleus below. */
const corePlaces: Record<string, [number, number]> = {
  WNT3A: [120, 20],
  FZD7: [20, 70],
  LRP6: [160, 110],
  DKK1: [110, 290],
  DVL2: [10, 230],
  CTNNB1: [340, 200],
  GSK3B: [260, 370],
  APC: [420, 430],
  TCF7L2: [530, 90],
  AXIN2: [500, 320],
  RNF43: [640, 410],
};
const coreEdges =
  "WNT3A>FZD7 WNT3A>LRP6 FZD7>DVL2 LRP6-CTNNB1 LRP6-GSK3B GSK3B-CTNNB1 CTNNB1>TCF7L2 APC-CTNNB1 APC-GSK3B";

/** The Wnt core at three times: as first uploaded, before and after Bo's last change. */
export const wntCore = {
  first: core(`${coreEdges} DKK1-LRP6`, ["APC"]),
  before: core(`${coreEdges} DKK1-LRP6`),
  now: core(`${coreEdges} TCF7L2>AXIN2 AXIN2-RNF43`),
};

function core(edges: string, without: string[] = []): DemoNetwork {
  const kept = edges.split(/\s+/).filter((edge) => !without.some((name) => edge.split(/[->]/).includes(name)));
  return sketch(
    "Wnt / β-catenin core",
    "Wnt / β-catenin core pathway",
    "From receptor to transcription, as far as the lab agrees on it.",
    ["wnt", "signalling", "human"],
    kept.join(" "),
    corePlaces,
  );
}

export const tcfTargets = sketch(
  "TCF7L2 targets",
  "Direct targets of TCF7L2",
  "ChIP-seq peaks within 5 kb that respond to CHIR99021 within four hours.",
  ["wnt", "chip-seq", "human"],
  "AXIN2 MYC CCND1 LGR5 ASCL2 NKD1 RNF43 ZNRF3 SP5 LEF1 TCF7 CD44 EPHB2 EPHB3 SOX9 JUN FGF20 MMP7 PPARD BIRC5 VEGFA NOTUM DKK1 TNFRSF19 PROX1 OLFM4"
    .split(" ")
    .map((target) => `TCF7L2>${target}`)
    .concat("CTNNB1-TCF7L2 CTNNB1-LEF1 MYC>CCND1 RNF43-ZNRF3 LGR5-RNF43 ASCL2>LGR5 NKD1-DVL2 SOX9>OLFM4".split(" "))
    .join(" "),
);

/** What Chen shares in one go. */
export const chenNetworks = [
  sketch(
    "Axin destruction complex",
    "The β-catenin destruction complex",
    "Who holds on to whom before the proteasome takes over.",
    ["wnt", "complex"],
    "AXIN1-APC AXIN1-GSK3B AXIN1-CSNK1A1 AXIN1-CTNNB1 APC-CTNNB1 GSK3B-CTNNB1 CSNK1A1-CTNNB1 CTNNB1-BTRC BTRC-SKP1 SKP1-CUL1 AMER1-APC AMER1-AXIN1 PPP2CA-AXIN1 TNKS-AXIN1",
  ),
  sketch(
    "LRP6 signalosome",
    "LRP6 signalosome",
    "Phosphorylation at the PPPSPxS motifs and what it recruits.",
    ["wnt", "receptor"],
    "WNT3A-LRP6 WNT3A-FZD7 FZD7-DVL2 DVL2-AXIN1 LRP6-AXIN1 LRP6-CSNK1G1 LRP6-GSK3B AXIN1-GSK3B CAV1-LRP6 DVL2-PIP5K1B LRP6-TMEM198",
  ),
  sketch(
    "Frizzled endocytosis",
    "Frizzled endocytosis",
    "How RNF43 and ZNRF3 take Frizzled off the membrane, and RSPO1 stops them.",
    ["wnt", "trafficking"],
    "RNF43-FZD7 ZNRF3-FZD7 RSPO1-LGR5 LGR5-RNF43 RSPO1-ZNRF3 USP8-FZD7 FZD7-DVL2 DVL2-AP2M1 AP2M1-CLTC CLTC-DNM2",
  ),
  sketch(
    "Dishevelled polymerisation",
    "Dishevelled polymerisation",
    "DIX domain contacts between Dishevelled and Axin.",
    ["wnt", "structure"],
    "DVL1-DVL2 DVL2-DVL3 DVL1-DVL3 DVL2-AXIN1 DVL1-AXIN1 DVL2-CCDC88C CCDC88C-AXIN1 DVL3-CSNK1E CSNK1E-DVL2",
  ),
  sketch(
    "Wnt secretion",
    "Wnt acylation and secretion",
    "From the endoplasmic reticulum to the membrane.",
    ["wnt", "secretion"],
    "PORCN>WNT3A WNT3A>WLS WLS>TMED2 TMED2>SEC24A WLS-VPS35 VPS35-SNX3 VPS35-VPS26A WLS-AP2M1 NOTUM-WNT3A",
  ),
];

/** What is gone by now: its notifications say so. */
export const goneNetworks = {
  draft: sketch(
    "Non-canonical Wnt draft",
    "Draft",
    "",
    ["wnt"],
    "WNT5A-ROR2 ROR2-DVL2 DVL2-DAAM1 DAAM1-RHOA RHOA-ROCK1",
  ),
  scratch: sketch("Scratch", "Scratch", "", [], "A-B B-C"),
  kinetochore: sketch(
    "Kinetochore draft",
    "Draft",
    "",
    ["yeast"],
    "NDC80-NUF2 NUF2-SPC24 SPC24-SPC25 NDC80-DAM1 CSE4-MIF2",
  ),
};

/** Two networks exported from GeneMANIA, as people upload them. */
export async function exportedNetworks(
  root = process.cwd(),
): Promise<{ replication: DemoNetwork; recombination: DemoNetwork }> {
  const read = async (name: string) =>
    JSON.parse(await readFile(path.join(root, "server/demo/data", name), "utf8")) as { elements: object };
  const [genes, genesStyle, mania] = await Promise.all(
    ["gene-gene.graph.json", "gene-gene.style.json", "genemania-export.graph.json"].map(read),
  );
  const named = (name: string, title: string, description: string, tags: string[], from: object | undefined) => ({
    name,
    title,
    description,
    tags,
    graphJson: { ...from, data: { name, title, description, tags } },
  });
  return {
    replication: {
      ...named(
        "PCNA replication clamp",
        "PCNA and the replication clamp loader",
        "Gene-gene interactions around PCNA and FEN1, from GeneMANIA.",
        ["replication", "human"],
        genes,
      ),
      styleJson: genesStyle ?? style,
    },
    recombination: {
      ...named(
        "RAD51 recombination interologs",
        "Homologous recombination and mismatch repair",
        "Interactions predicted from yeast, co-expression and shared domains; exported from GeneMANIA.",
        ["recombination", "yeast", "interologs"],
        mania,
      ),
      styleJson: { style: style.style.map((rule) => (rule.selector === "node" ? labelledByName(rule) : rule)) },
    },
  };
}

const labelledByName = (rule: (typeof style.style)[number]) => ({
  ...rule,
  style: { ...rule.style, label: "data(name)", width: 30, height: 30 },
});

/** A network from a line of edges: `A-B` undirected, `A>B` directed. */
function sketch(
  name: string,
  title: string,
  description: string,
  tags: string[],
  line: string,
  places?: Record<string, [number, number]>,
): DemoNetwork {
  const edges = line
    .split(/\s+/)
    .filter(Boolean)
    .map((edge) => {
      const [source = "", target = ""] = edge.split(/[->]/);
      return { data: { source, target, name: `${source}-${target}`, is_directed: edge.includes(">") ? 1 : 0 } };
    });
  const ids = [...new Set(edges.flatMap(({ data }) => [data.source, data.target]))];
  const bare = { elements: { nodes: ids.map((id) => ({ data: { id, name: id, label: id } })), edges } };
  const springs = places ? undefined : placeNodes(readNetwork(bare));
  const nodes = bare.elements.nodes.map((node) => {
    const [x, y] = places?.[node.data.id] ?? [0, 0];
    const at = springs?.get(node.data.id) ?? { x, y };
    return { ...node, position: { x: Math.round(at.x), y: Math.round(at.y) } };
  });
  const data = { name, title, description, tags };
  return { name, title, description, tags, graphJson: { elements: { nodes, edges }, data }, styleJson: style };
}
