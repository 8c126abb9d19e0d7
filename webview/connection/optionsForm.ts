import type { OptionProblem } from '../../src/profiles/connectionOptions.ts';
import { optionSections } from '../../src/profiles/optionSpec.ts';
import { el } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { isChanged } from './draftFields.ts';
import { type OptionField, optionField } from './optionField.ts';
import { optionFilter } from './optionFilter.ts';
import { optionHelp } from './optionHelp.ts';
import { placeOf } from './optionPaths.ts';
import { optionSection } from './optionSection.ts';
import { originText } from './originText.ts';
import { problemText } from './problemText.ts';
import { unkeptText } from './secretFields.ts';
import { secretMover } from './secretMover.ts';
import { testConnection } from './testConnection.ts';

/** Everything of a connection besides its URL, section by section. Each field shows its own problem and keeps what is typed. */
export function optionsForm(panel: Panel): HTMLElement {
  const { store, actions } = panel;
  const makeField = (option: OptionField['option']): OptionField => {
    const field = optionField(option, (value) => actions.edit({ [option.path]: value }));
    if (mayHoldSecret(option)) field.element.append(secretMover(panel, option));
    return field;
  };
  const sections = optionSections.map((section) => optionSection(section, makeField));
  sections[0]?.open();
  const allFields = sections.flatMap((section) => section.fields);
  const scrolled = el('div', { class: 'option-sections' }, ...sections.map(({ element }) => element));
  const filter = optionFilter(panel, sections, () => {
    scrolled.scrollTop = 0;
  });

  const show = (): void => {
    const { fields, problems, unkept, profile } = store.get();
    for (const section of sections) {
      let changedHere = 0;
      for (const field of section.fields) {
        const { path } = field.option;
        const changed = isChanged(field.option, fields);
        if (changed) changedHere += 1;
        const problem = problemText(problems, path, fields);
        const note = unkeptText(unkept, path) || originText(profile?.origins, path);
        field.show({ value: fields[path] ?? '', changed, problem, note });
      }
      section.count(changedHere);
    }
  };
  for (const part of ['fields', 'problems', 'unkept', 'profile'] as const) store.watch((state) => state[part], show);

  /** A field that needs the user cannot stay folded away, or filtered out. */
  const reveal = (paths: readonly string[]): void => {
    const needed = allFields.filter(({ option }) => paths.includes(option.path));
    if (needed.some(({ element }) => element.hidden)) filter.clear();
    for (const section of sections) if (section.fields.some((field) => needed.includes(field))) section.open();
    // By then the form is open as well.
    requestAnimationFrame(() => needed[0]?.element.scrollIntoView({ block: 'nearest' }));
  };
  let known: readonly OptionProblem[] = [];
  store.watch(
    (state) => state.problems,
    (problems) => {
      // What was left after an edit has been shown already.
      const fresh = problems.filter((problem) => !known.includes(problem));
      known = problems;
      if (fresh.length > 0) reveal(fresh.map(placeOf));
    },
  );
  store.watch(
    (state) => state.unkept,
    (unkept) => {
      if (unkept.length > 0) reveal(unkept.map(({ path }) => path));
    },
  );
  store.watch(
    (state) => state.optionsOpen,
    (open) => {
      if (open) for (const field of allFields) field.describe();
    },
  );

  const form = el(
    'div',
    { class: 'options', role: 'group', 'aria-label': 'Options' },
    filter.element,
    scrolled,
    testConnection(panel),
  );
  form.append(optionHelp(form));
  return form;
}

const mayHoldSecret = ({ path, spec }: OptionField['option']): boolean =>
  path === 'proxy' || spec.kind === 'pairs' || (spec.kind === 'text' && spec.secret === true);
