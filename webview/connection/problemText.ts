import type { OptionProblem } from '../../src/profiles/connectionOptions.ts';
import { type DraftFields, textAt } from './draftFields.ts';
import { optionAt, placeOf } from './optionPaths.ts';
import { lineOf } from './optionText.ts';

/** All that is wrong with one field, with its line in front where the field has several; empty when nothing. */
export function problemText(problems: readonly OptionProblem[], path: string, fields: DraftFields): string {
  const option = optionAt(path);
  return problems
    .filter((problem) => placeOf(problem) === path)
    .map(({ index, message }) => {
      const line =
        option === undefined || index === undefined ? undefined : lineOf(option.spec, textAt(fields, path), index);
      return line === undefined ? message : `Line ${line}: ${message}`;
    })
    .join(' ');
}
