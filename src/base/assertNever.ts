/** Ends an exhaustive switch: does not compile while a case is missing, throws when the types were lied to. */
export function assertNever(value: never, what = 'case'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
