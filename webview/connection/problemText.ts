import type { OptionProblem } from '../../src/profiles/connectionOptions.ts';
import { type DraftFields, headerLine } from './draftFields.ts';

/** All that is wrong with one field, with its line in front where the field has several; empty when nothing. */
export function problemText(
  problems: readonly OptionProblem[],
  field: OptionProblem['field'],
  fields: DraftFields,
): string {
  return problems
    .filter((problem) => problem.field === field)
    .map((problem) => {
      const line =
        field === 'headers' && problem.index !== undefined ? headerLine(fields.headers, problem.index) : undefined;
      return line === undefined ? problem.message : `Line ${line}: ${problem.message}`;
    })
    .join(' ');
}
