"use client";
import { createContext, useContext, useEffect, useState } from "react";

const Allowed = createContext<ReadonlySet<string>>(new Set());
export const AllowedImages = Allowed.Provider;

/** The origins from which the graph that is looked at may show pictures. */
export const useAllowedImages = () => useContext(Allowed);

/**
 * The origins that this page may load from: fixed with the document, by its content security policy. Somebody who
 * came from another page without loading a new document loads it now.
 */
export function useDocumentImages(graphId: number, allowed: readonly string[]): ReadonlySet<string> {
  const [images] = useState(() => new Set(allowed));
  const [here, setHere] = useState(false);
  useEffect(() => {
    const [navigation] = performance.getEntriesByType("navigation");
    const loaded = navigation ? new URL(navigation.name).pathname : "";
    if (loaded.replace(/\/$/, "") === `/graphs/${graphId}`) setHere(true);
    else if (images.size > 0) location.reload();
  }, [graphId, images]);
  return here && images.size > 0 ? images : none;
}
const none: ReadonlySet<string> = new Set();
