import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { POST } from "@/app/api/events/[topic]/route";
import { noteRequest } from "../client-address";
import { callRoute } from "./call-route";

/** `POST /api/events/{topic}` on a port of its own, for producers that are programs. On the runtime of the test. */
export async function startEventsServer(): Promise<{ url: string; stop(): void }> {
  const server = createServer(async (request, response) => {
    noteRequest(request);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization = "", "content-type": type = "" } = request.headers;
    const answer = await callRoute(POST, {
      method: "POST",
      params: { topic: request.url?.split("/").pop() ?? "" },
      headers: { authorization, "content-type": type, origin: "" },
      body: Buffer.concat(chunks).toString("utf8"),
    });
    response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => void server.close() };
}
