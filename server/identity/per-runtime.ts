import type { Runtime } from "../runtime";

/**
 * State that must exist once per running server (limits, queues, caches). It hangs on the runtime, because
 * Next and the custom server each load their own copy of every module.
 */
export function perRuntime<T>(name: string, make: (runtime: Runtime) => T): (runtime: Runtime) => T {
  const key = Symbol.for(`graphspace.identity.${name}`);
  return (runtime) => {
    const holder = runtime as Runtime & Record<symbol, T | undefined>;
    const existing = holder[key];
    if (existing !== undefined) return existing;
    const made = make(runtime);
    Object.defineProperty(runtime, key, { value: made, enumerable: false });
    return made;
  };
}
