"use client";
import { createElement, Fragment, type ReactNode, useEffect, useState } from "react";
import { isInlineImage, readRemoteImage } from "@/server/contract/remote-image";
import { isSafeUrl } from "@/server/contract/resource-ref";
import { useAllowedImages } from "./allowed-images";

const kept = new Set([
  "b",
  "i",
  "em",
  "strong",
  "u",
  "sub",
  "sup",
  "p",
  "ul",
  "ol",
  "li",
  "dl",
  "dt",
  "dd",
  "br",
  "hr",
  "code",
  "table",
  "tbody",
  "thead",
  "tr",
  "td",
  "th",
  "h3",
  "h4",
  "h5",
]);
const dropped = new Set(["script", "style", "iframe", "object", "embed", "template", "svg", "math", "form", "input"]);
const maxNodes = 2000;
/** They would not run, but browsers report each attempt. */
const handlers = /[\s/"']on[a-z]+\s*=/gi;

/**
 * A node's or edge's popup: HTML that somebody uploaded, rebuilt from a few harmless elements; links only to
 * http(s), pictures only from where the reader allowed them.
 */
export function Popup({ html }: { html: string }) {
  // Only browsers parse HTML; until then, its words.
  const [content, setContent] = useState<ReactNode>(() => html.slice(0, 5000).replace(/<[^>]*>/g, " "));
  const allowed = useAllowedImages();
  useEffect(() => setContent(rebuild(html.slice(0, 50_000), allowed)), [html, allowed]);
  return (
    <div className="grid gap-1.5 wrap-anywhere [&_a]:text-accent [&_a]:underline [&_hr]:border-line [&_img]:max-h-48 [&_img]:max-w-full [&_ul]:list-disc [&_ul]:pl-4">
      {content}
    </div>
  );
}

function rebuild(html: string, allowed: ReadonlySet<string>): ReactNode {
  // This document runs nothing and loads nothing.
  const { body } = new DOMParser().parseFromString(html.replace(handlers, " data-off="), "text/html");
  let count = 0;
  const visit = (node: Node, key: number, depth: number): ReactNode => {
    if (count++ > maxNodes || depth > 30) return null;
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    const element = node as Element;
    const name = element.localName;
    if (dropped.has(name)) return null;
    const children = [...element.childNodes].map((child, index) => visit(child, index, depth + 1));
    if (name === "br" || name === "hr") return createElement(name, { key });
    if (name === "img") {
      const alt = element.getAttribute("alt")?.slice(0, 200) ?? "";
      const given = element.getAttribute("src")?.trim() ?? "";
      const remote = readRemoteImage(given);
      const src = isInlineImage(given) ? given : remote && allowed.has(remote.origin) ? remote.href : null;
      return src ? createElement("img", { key, src, alt, referrerPolicy: "no-referrer" }) : alt;
    }
    if (name === "a") {
      const href = element.getAttribute("href")?.trim() ?? "";
      if (/^https?:/i.test(href) && isSafeUrl(href))
        return createElement("a", { key, href, target: "_blank", rel: "noopener noreferrer nofollow" }, ...children);
    }
    return kept.has(name) ? createElement(name, { key }, ...children) : createElement(Fragment, { key }, ...children);
  };
  return [...body.childNodes].map((child, index) => visit(child, index, 0));
}
