import { Users, Waypoints } from "lucide-react";

/** The parts of the product that the header leads to. */
export const places = [
  { href: "/graphs", label: "Graphs", icon: Waypoints },
  { href: "/groups", label: "Groups", icon: Users },
] as const;
