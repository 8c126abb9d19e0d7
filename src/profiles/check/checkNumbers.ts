import type { ConnectionOptions, OptionProblem } from '../connectionOptions.ts';
import { optionAt } from '../mapTexts.ts';
import { type NumberSpec, options as allOptions } from '../optionSpec.ts';

/** Every number that is out of its bounds, or has a fraction where it makes no sense. */
export function checkNumbers(options: ConnectionOptions): readonly OptionProblem[] {
  return allOptions.flatMap(({ keys, spec }): OptionProblem[] => {
    const value = optionAt(options, keys);
    if (spec.kind !== 'number' || typeof value !== 'number' || fits(value, spec)) return [];
    const [field, part] = keys;
    const kind = spec.fraction === true ? 'a number' : 'a whole number';
    const unit = spec.unit === 'ms' ? ' of milliseconds' : spec.unit === 'bytes' ? ' of bytes' : '';
    const message = `"${part ?? field}" (${spec.title}) must be ${kind}${unit} from ${spec.min} to ${spec.max}.`;
    return [{ field, ...(part === undefined ? {} : { part }), message }];
  });
}

function fits(value: number, { min, max, fraction }: NumberSpec): boolean {
  return value >= min && value <= max && (fraction === true || Number.isInteger(value));
}
