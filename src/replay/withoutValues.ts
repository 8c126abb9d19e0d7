import type { StepResult } from './sequence.ts';

/** What stands where a secret was. */
const mask = '•••';
/** A shorter value comes up by chance, and would leave holes everywhere. */
const shortest = 4;

/** The result without these values, which came from outside and may be secret. */
export function withoutValues(result: StepResult, values: ReadonlySet<string>): StepResult {
  const secrets = [...values].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length);
  if (secrets.length === 0) return result;
  const masked = (text: string): string => secrets.reduce((all, secret) => all.replaceAll(secret, () => mask), text);
  const { problem, expected, actual } = result;
  return {
    ...result,
    title: masked(result.title),
    skipped: result.skipped.map(masked),
    ...(problem === undefined ? {} : { problem: masked(problem) }),
    ...(expected === undefined ? {} : { expected: masked(expected) }),
    ...(actual === undefined ? {} : { actual: masked(actual) }),
  };
}
