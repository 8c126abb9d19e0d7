import { el, icon } from '../dom.ts';

export interface ShownViolation {
  readonly sentence: string;
  readonly section: string;
}

/** Broken rules, each with its sentence and section; nothing at all when there are none. */
export function violationList(violations: readonly ShownViolation[]): HTMLElement | false {
  if (violations.length === 0) return false;
  const items = violations.map(({ sentence, section }) =>
    el('li', {}, icon('warning'), el('span', {}, sentence, ' ', el('span', { class: 'section' }, section))),
  );
  return el('ul', { class: 'violations', 'aria-label': 'Broken rules' }, ...items);
}
