import type { Difference, StepResult } from './sequence.ts';

/** What stands where a secret was. */
export const mask = '•••';
/** Of a secret, in characters: a shorter value comes up by chance, and would leave holes everywhere. */
export const shortestSecret = 4;

/** These values as they may stand in a text: as they are, as JSON writes them, and as a URL does; the longest first. */
export function secretForms(values: Iterable<string>): readonly string[] {
  const forms = [...values]
    .filter(({ length }) => length >= shortestSecret)
    .flatMap((value) => {
      const inJson = JSON.stringify(value).slice(1, -1);
      return [value, inJson, inJson.replaceAll('/', '\\/'), encodeURIComponent(value.toWellFormed())];
    });
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** Masks these values, which came from outside and may be secret, wherever they stand in a text. */
export function masking(values: Iterable<string>): (text: string) => string {
  const forms = secretForms(values);
  return (text) => forms.reduce((all, form) => all.replaceAll(form, () => mask), text);
}

/** The result with its texts masked. */
export function withoutValues(result: StepResult, masked: (text: string) => string): StepResult {
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

/** The difference with its texts masked: a server may say again what it was sent. */
export function differenceWithout(difference: Difference, masked: (text: string) => string): Difference {
  switch (difference.kind) {
    case 'missing':
    case 'extra':
    case 'reordered':
      return { ...difference, text: masked(difference.text) };
    case 'changed':
      return { ...difference, expected: masked(difference.expected), actual: masked(difference.actual) };
    case 'timing':
      return difference;
  }
}
