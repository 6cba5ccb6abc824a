import { v1 } from "@/app/api/v1/v1";
import { notYours } from "@/server/workspace/refusals";

const nothing = () => {
  throw notYours("address");
};

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: nothing,
  POST: nothing,
  PUT: nothing,
  PATCH: nothing,
  DELETE: nothing,
});
