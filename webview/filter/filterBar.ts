import { el, icon, setText } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { filterControl } from './filterControl.ts';
import { filterField } from './filterField.ts';
import { toggleSaved } from './filterHistory.ts';
import { countWords, troubleWords } from './filterWords.ts';
import { quickFilters } from './quickFilters.ts';
import { savedFilters } from './savedFilters.ts';
import { filterOf } from './sessionFilter.ts';

/** The filter of the active session, above its list; hidden without a session. `left` is called when the user is done with it. */
export function filterBar(panel: Panel, left: () => void): HTMLElement {
  const { store } = panel;
  const control = filterControl(panel);
  const current = () => filterOf(store.get(), store.get().active);

  const field = filterField({
    typed: (text) => control.type(text),
    entered: (text) => void control.enter(text),
    left,
    used: () => store.get().filterMemory.used,
  });
  const memory = savedFilters(
    () => store.update(({ filterMemory }) => ({ filterMemory: toggleSaved(filterMemory, current().text) })),
    (text) => void control.enter(text),
  );
  const quick = quickFilters(
    () => current().text,
    (text) => void control.enter(text),
  );
  const tool = (name: string, label: string, testid: string, press: () => void): HTMLButtonElement =>
    el(
      'button',
      { type: 'button', class: 'tool', testid, 'aria-label': label, title: label, on: { click: press } },
      icon(name),
    );
  const previous = tool('arrow-up', 'Previous match (Shift+F3)', 'find-previous', () => void control.find('previous'));
  const next = tool('arrow-down', 'Next match (F3)', 'find-next', () => void control.find('next'));
  const count = el('span', { class: 'filter-count', testid: 'filter-count' });
  const progress = el('progress', { class: 'filter-progress', 'aria-label': 'Frames looked at', hidden: true, max: 1 });
  const trouble = el('p', { class: 'filter-trouble', testid: 'filter-trouble', hidden: true });
  const bar = el(
    'div',
    { class: 'filter-bar', role: 'search', testid: 'filter-bar', 'aria-label': 'Filter frames' },
    el('div', { class: 'filter-row' }, field.element, memory.element, count, previous, next),
    progress,
    trouble,
    quick.element,
  );

  store.watch(
    (state) => state.active,
    (active) => {
      bar.hidden = active === undefined;
    },
  );
  store.watch(
    (state) => filterOf(state, state.active),
    (filter) => {
      field.show(filter.text, filter.problem);
      quick.show(filter.text);
      memory.show(store.get().filterMemory, filter.text);
      setText(count, countWords(filter));
      const off = filter.applied === '';
      previous.disabled = off;
      next.disabled = off;
      const words = troubleWords(filter);
      trouble.hidden = words === '';
      setText(trouble, words);
      const { looked = 0, frames = 0, problem } = filter.progress ?? {};
      progress.hidden = off || looked >= frames || problem !== undefined;
      progress.value = frames === 0 ? 0 : looked / frames;
    },
  );
  store.watch(
    (state) => state.filterWish,
    (wish) => {
      if (wish !== undefined) void control.enter(wish.text);
    },
  );
  store.watch(
    (state) => state.filterMemory,
    (kept) => memory.show(kept, current().text),
  );

  document.addEventListener('keydown', (event) => {
    if (event.key === 'F3' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      void control.find(event.shiftKey ? 'previous' : 'next');
    } else if (
      event.key.toLowerCase() === 'f' &&
      (event.ctrlKey || event.metaKey) &&
      !event.shiftKey &&
      !event.altKey
    ) {
      if (store.get().active === undefined) return;
      event.preventDefault();
      store.update({ tab: 'frames', reading: false });
      field.input.focus();
      field.input.select();
    }
  });
  return bar;
}
