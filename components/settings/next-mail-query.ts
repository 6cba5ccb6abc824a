import { queryOptions } from "@tanstack/react-query";
import type { NextMail } from "@/server/contract/next-mail";
import { api } from "../api";

export const nextMailQuery = () =>
  queryOptions({ queryKey: ["next-mail"], queryFn: ({ signal }) => api<NextMail>("/api/settings/mail", { signal }) });
