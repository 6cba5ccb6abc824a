import postgres from "postgres";
import type { Fragment, Pool } from "./database";

const slot = Symbol.for("graphspace.fragments");
const holder = globalThis as { [slot]?: Pool };

/**
 * Connects to nothing, ever: it only makes fragments. On a global symbol, since Next loads its own copies of our
 * modules, and one copy of postgres.js takes the fragments of another for parameters.
 */
holder[slot] ??= postgres({ max: 1 });
const nowhere = holder[slot];

/**
 * A piece of SQL without parameters, made once and put into any number of statements. postgres.js makes a promise of
 * every fragment of every statement, which V8 never gets to optimise: twenty of them were a third of a list's time.
 * @param text SQL that stands in our code, never input
 */
export const fixed = (text: string): Fragment => nowhere.unsafe(text);

/** Where a statement says no more. */
export const nothing = fixed("");

/** A piece with parameters, likewise made once for many statements. */
export const kept = (...piece: Parameters<Pool>): Fragment => nowhere(...piece);
