import type { ListEvent } from '../../src/contract/listPage.ts';
import { type Child, el, icon } from '../dom.ts';

const ICONS: Readonly<Record<ListEvent['event'], string>> = {
  attempt: 'sync',
  violation: 'warning',
  diagnosis: 'error',
};

const WORDS: Readonly<Record<ListEvent['event'], string>> = {
  attempt: 'New attempt',
  violation: 'Violation',
  diagnosis: 'Diagnosis',
};

/** What a row says that is no frame: one sentence over its whole width. */
export function eventContent({ event, title, section }: ListEvent): Child[] {
  return [
    el('span', { class: 'event-icon', role: 'img', 'aria-label': `${WORDS[event]}:` }, icon(ICONS[event])),
    el('span', { class: 'event-title', title }, title),
    section !== '' && el('span', { class: 'event-section' }, section),
  ];
}
