/** The demo's people; the password is everyone's. */
export const people = {
  ana: "ana@example.org",
  bo: "bo@example.org",
  chen: "chen@example.org",
  admin: "admin@example.org",
} as const;
export const password = "graphspace";
export const demoToken = "graphspace-demo-token";
