import type { Option } from '../../src/profiles/optionSpec.ts';
import type { TextControl } from '../controls.ts';
import { el, icon, setText, uniqueId } from '../dom.ts';
import { fieldProblem } from '../fieldProblem.ts';
import { describedBy } from './describedBy.ts';
import { labelOf, optionControl } from './optionControl.ts';
import { secretCover } from './secretCover.ts';

interface OptionFacts {
  readonly value: string | boolean;
  /** It says something that the default does not say. */
  readonly changed: boolean;
  /** What is wrong with it; empty when nothing. */
  readonly problem: string;
  /** What has to be typed again; empty when nothing. */
  readonly note: string;
}

export interface OptionField {
  readonly option: Option;
  readonly element: HTMLElement;
  show(facts: OptionFacts): void;
  /** To be called once the field is in the page. */
  describe(): void;
}

/** One option of the form: its name, its control, what it is about, and what is wrong with it. */
export function optionField(option: Option, change: (value: string | boolean) => void): OptionField {
  const { path, spec } = option;
  const control = optionControl(option, change);
  const problem = fieldProblem(control.element);
  const cover = typed(option) ? secretCover(control.element as TextControl, option) : undefined;
  const about = el('span', { id: uniqueId('about'), hidden: true }, spec.about);
  const words = el('span', { class: 'only-read', id: uniqueId('changed') });
  const mark = el('span', { class: 'changed-mark', title: CHANGED, hidden: true }, icon('edit'), words);
  const note = el('div', { class: 'field-note', id: uniqueId('note') });
  const describe = (): void => describedBy(control.element, [problem.element, words, note, about]);
  describe();

  // The control has its name by itself; the words above it are for the eye, and for the hand.
  const label = el('span', { class: 'field-label', 'aria-hidden': 'true' }, labelOf(spec));
  label.addEventListener('click', () => control.element.focus());
  const flag = spec.kind === 'flag';
  const head = el('div', { class: 'field-head' }, flag ? control.element : label, mark);
  const lines = spec.kind === 'pairs' || (spec.kind === 'list' && spec.lines === true);
  // A choice without a default is one between ways of doing it, which take more words than a value.
  const wide = lines || (spec.kind === 'choice' && spec.default === undefined);
  const element = el(
    'div',
    { class: wide ? 'field field-wide' : 'field', 'data-option': path, title: spec.about },
    ...(flag ? [head] : [head, control.element]),
    cover?.element,
    about,
    note,
    problem.element,
  );
  return {
    option,
    element,
    describe,
    show: (facts) => {
      cover?.show(String(facts.value));
      control.set(facts.value);
      mark.hidden = !facts.changed;
      element.classList.toggle('changed', facts.changed);
      setText(words, facts.changed ? CHANGED : '');
      setText(note, facts.note);
      problem.show(facts.problem);
      if (facts.problem !== '') describe();
    },
  };
}

/** Whether anything may be typed into it, and so a secret. */
const typed = ({ spec }: Option): boolean => spec.kind === 'text' || spec.kind === 'pairs' || spec.kind === 'list';

const CHANGED = 'Changed from the default.';
