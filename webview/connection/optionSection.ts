import type { OptionSection as SectionName } from '../../src/profiles/optionSpec.ts';
import { el, icon, setText, uniqueId } from '../dom.ts';
import { plural } from '../numbers.ts';
import type { OptionField } from './optionField.ts';
import { partsOf } from './optionPaths.ts';

export interface OptionSection {
  readonly element: HTMLElement;
  readonly fields: readonly OptionField[];
  open(): void;
  /** How many of its options differ from their default. */
  count(changed: number): void;
  /** Shows the fields that `fits` lets pass. A search opens the section for as long as it lasts. */
  filter(searching: boolean, fits: (field: OptionField) => boolean): void;
}

/** A section of the form that folds: fields in columns, then checks; groups of options under their own name. */
export function optionSection(
  section: { readonly name: SectionName; readonly title: string },
  makeField: (option: OptionField['option']) => OptionField,
): OptionSection {
  const changedWords = el('span');
  const changedCount = el('span', { class: 'section-changed', hidden: true }, icon('edit'), changedWords);
  const parts = partsOf(section.name).map(({ title, options }) => {
    const fields = options.map(makeField);
    return { fields, element: partElement(title, fields) };
  });
  const element = el(
    'details',
    { class: 'option-section', 'data-section': section.name },
    el('summary', {}, el('h2', { class: 'section-title' }, section.title), ' ', changedCount),
    ...parts.map((part) => part.element),
  );
  /** Whether it was open before the search began; undefined while there is none. */
  let before: boolean | undefined;

  return {
    element,
    fields: parts.flatMap(({ fields }) => fields),
    open: () => {
      element.open = true;
      if (before !== undefined) before = true;
    },
    count: (changed) => {
      changedCount.hidden = changed === 0;
      setText(changedWords, `${plural(changed, 'option')} changed`);
    },
    filter: (searching, fits) => {
      for (const part of parts) {
        for (const field of part.fields) field.element.hidden = !fits(field);
        part.element.hidden = part.fields.every((field) => field.element.hidden);
      }
      const none = parts.every((part) => part.element.hidden);
      element.hidden = none;
      if (searching) {
        before ??= element.open;
        element.open = !none;
      } else if (before !== undefined) {
        element.open = before;
        before = undefined;
      }
    },
  };
}

function partElement(title: string | undefined, fields: readonly OptionField[]): HTMLElement {
  const isCheck = ({ option }: OptionField): boolean => option.spec.kind === 'flag';
  const elements = (some: readonly OptionField[]): HTMLElement[] => some.map(({ element }) => element);
  const heading = title === undefined ? undefined : el('h3', { class: 'part-title', id: uniqueId('part') }, title);
  return el(
    'div',
    heading === undefined
      ? { class: 'option-part' }
      : { class: 'option-part', role: 'group', 'aria-labelledby': heading.id },
    heading,
    el('div', { class: 'option-fields' }, ...elements(fields.filter((field) => !isCheck(field)))),
    el('div', { class: 'option-checks' }, ...elements(fields.filter(isCheck))),
  );
}
