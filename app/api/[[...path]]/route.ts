import { respond } from "@/app/api/respond";
import { notFound } from "@/server/errors";

const nothingHere = respond({ auth: "anyone" }, () => {
  throw notFound("There is nothing at this address.");
});

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
