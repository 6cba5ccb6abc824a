import postgres from "postgres";

/** A piece of SQL with its parameters, to be put into statements. By itself it is none: awaiting it runs nothing. */
export type Fragment = postgres.PendingQuery<postgres.Row[]> & { then: never; catch: never; finally: never };

const slot = Symbol.for("graphspace.fragment");
const holder = globalThis as { [slot]?: object };

/**
 * postgres.js takes a value for SQL where it is of its class `Query`, and reads no more of it than `strings` and `args`.
 * On a global symbol, since Next loads its own copies of our modules, and one copy of postgres.js takes the fragments of
 * another for parameters: the first copy is that which opens the pools. This one connects to nothing, ever.
 */
holder[slot] ??= Object.getPrototypeOf(postgres({ max: 1 })``) as object;

class Piece {
  /** postgres.js sets it on what it puts in: here from the start, so that all are of one shape. */
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

const piece = (strings: readonly string[], args: readonly unknown[]): Fragment =>
  new Piece(strings, args) as unknown as Fragment;

/**
 * A piece of SQL with its parameters, for any number of statements. What `sql` makes would do too, but is a promise,
 * which V8 never gets to optimise: twenty of them were a third of a list's time.
 */
export const fragment = (strings: TemplateStringsArray, ...args: postgres.ParameterOrFragment<never>[]): Fragment =>
  piece(strings, args);

/** The same of text that our code has put together. @param text SQL, never input */
export const fixed = (text: string): Fragment => piece([text], []);

/** Where a statement says no more. */
export const nothing = fragment``;
