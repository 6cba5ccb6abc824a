/** REST v1's shapes, as far as the pages use them. */
export type GraphElement = { data: Record<string, unknown>; position?: { x: number; y: number } };
export type FullGraph = {
  id: number;
  name: string;
  owner_email: string;
  is_public: number;
  tags: string[];
  default_layout_id: number | null;
  created_at: string | null;
  updated_at: string | null;
  graph_json: { elements: { nodes: GraphElement[]; edges: GraphElement[] }; data: Record<string, unknown> };
  style_json: unknown;
};
export type LayoutInfo = {
  id: number;
  name: string;
  ownerEmail: string;
  isShared: number;
  /** How much the viewer wants to hear of it; null is the default. */
  watch: "watching" | "muted" | null;
  /** How many people watch it. */
  watchers: number;
  positions: Record<string, { x: number; y: number }>;
};
export type GroupName = { id: number; name: string };
