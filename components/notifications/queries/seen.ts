import { useMutation } from "@tanstack/react-query";
import { api } from "@/components/api";

/** Moves the person's seen line to a list's snapshot. Marks nothing read. */
export const useSeen = () =>
  useMutation({
    mutationFn: (body: { snapshot: string }) => api<void>("/api/notifications/seen", { method: "POST", body }),
  });
