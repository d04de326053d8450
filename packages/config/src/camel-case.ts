/** The type of `camelCase(S)`: `max-frame-size` → `maxFrameSize`. */
export type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** The property name of a key with hyphens: `max-frame-size` → `maxFrameSize`. */
export function camelCase(key: string): string {
  return key.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
