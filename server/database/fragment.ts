import postgres from "postgres";
import type { Fragment } from "./database";

const slot = Symbol.for("graphspace.fragment");
const holder = globalThis as { [slot]?: object };

/**
 * postgres.js takes a value for SQL where it is of its class `Query`, and reads no more of it than `strings` and `args`.
 * On a global symbol, since Next loads its own copies of our modules, and one copy of postgres.js takes the fragments of
 * another for parameters. This pool connects to nothing, ever.
 */
holder[slot] ??= Object.getPrototypeOf(postgres({ max: 1 })``) as object;

class Piece {
  readonly fragment = true;
  constructor(
    readonly strings: readonly string[],
    readonly args: readonly unknown[],
  ) {}
}
Object.setPrototypeOf(Piece.prototype, holder[slot]);
// A `Query` runs when it is awaited; a piece is only ever part of one.
// biome-ignore lint/suspicious/noThenProperty: it takes one away
Object.defineProperty(Piece.prototype, "then", { value: undefined });

/**
 * A piece of SQL with its parameters, to be put into statements, as often as one likes. What `sql` makes would do too,
 * but is a promise, which V8 never gets to optimise: twenty of them were a third of a list's time.
 */
export const fragment = (strings: TemplateStringsArray, ...args: postgres.ParameterOrFragment<never>[]): Fragment =>
  new Piece(strings, args) as unknown as Fragment;

/** The same without parameters. @param text SQL that stands in our code, never input */
export const fixed = (text: string): Fragment => new Piece([text], []) as unknown as Fragment;

/** Where a statement says no more. */
export const nothing = fixed("");
