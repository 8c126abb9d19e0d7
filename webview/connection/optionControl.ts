import { assertNever } from '../../src/base/assertNever.ts';
import type { ChoiceSpec, LeafSpec, NumberSpec, Option } from '../../src/profiles/optionSpec.ts';
import { type Choice, checkbox, dropdown, setValue, textArea, textField } from '../controls.ts';
import { hookOf } from './optionPaths.ts';

export interface OptionControl {
  readonly element: HTMLElement;
  set(value: string | boolean): void;
}

/** What the control is called: the unit of a number stands behind it. */
export const labelOf = (spec: LeafSpec): string =>
  spec.kind === 'number' && spec.unit !== '' ? `${spec.title}, ${spec.unit}` : spec.title;

/** The toolkit's control for an option of this kind, with the option's name as its own. */
export function optionControl({ path, spec }: Option, change: (value: string | boolean) => void): OptionControl {
  const hook = { testid: hookOf(path) };
  const named = { ...hook, 'aria-label': labelOf(spec) };
  const area = (rows: number, placeholder: string): OptionControl =>
    text(textArea(undefined, change, { ...named, rows, placeholder, resize: 'none' }));

  switch (spec.kind) {
    case 'flag': {
      let known: boolean | undefined;
      // The toolkit tells of every change, also of those that do not come from the user.
      const told = (checked: boolean): void => {
        if (checked !== known) change(checked);
      };
      const element = checkbox(spec.title, told, hook);
      const set = (value: string | boolean): void => {
        known = value === true;
        if (element.checked !== known) element.checked = known;
      };
      return { element, set };
    }
    case 'number':
      return text(textField(undefined, change, { ...named, placeholder: placeholderOf(spec) }));
    case 'text':
      // In the place of a file's path its text may be pasted, and a field of one line would swallow the ends of its lines.
      if (spec.file === true) return area(1, spec.placeholder);
      return text(
        textField(undefined, change, {
          ...named,
          placeholder: spec.placeholder,
          type: spec.secret === true ? 'password' : 'text',
        }),
      );
    case 'choice': {
      const element = dropdown(choicesOf(spec), (value) => change(value === spec.default ? '' : value), named);
      return { element, set: (value) => setValue(element, value === '' ? (spec.default ?? '') : String(value)) };
    }
    case 'list':
      return spec.lines === true
        ? area(2, spec.placeholder)
        : text(textField(undefined, change, { ...named, placeholder: spec.placeholder }));
    case 'pairs':
      return area(3, spec.placeholder);
    default:
      return assertNever(spec, 'kind of option');
  }
}

const text = (element: ReturnType<typeof textField>): OptionControl => ({
  element,
  set: (value) => setValue(element, String(value)),
});

const placeholderOf = (spec: NumberSpec): string =>
  spec.default === undefined ? (spec.absent ?? '') : String(spec.default);

function choicesOf(spec: ChoiceSpec): readonly Choice[] {
  const choices = spec.choices.map(({ value, title }) => ({
    value,
    label: value === spec.default ? `${title} (default)` : title,
  }));
  return spec.default === undefined ? [{ value: '', label: 'None' }, ...choices] : choices;
}
