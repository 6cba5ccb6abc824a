/**
 * What every open tab asks again and again. Next takes longer to reach a route handler than these take to answer,
 * so our HTTP server calls the same handlers without it. They are reads that set no cookies and use nothing of
 * Next's own; what they do is written in their route files like everything else.
 */
export const directRoutes: Record<string, () => Promise<{ GET: (request: Request) => Promise<Response> }>> = {
  "/api/notifications": () => import("@/app/api/notifications/route"),
  "/api/notifications/counts": () => import("@/app/api/notifications/counts/route"),
};
