// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { columnChooser } from '../../../webview/frameList/columnChooser.ts';
import { shownColumns } from '../../../webview/frameList/preferences.ts';
import { byTestId, fakePanel, press } from '../fakePanel.ts';

function open() {
  const panel = fakePanel();
  const element = columnChooser(panel);
  document.body.replaceChildren(element);
  byTestId(element, 'choose-columns').click();
  const tick = (name: string): void => {
    const box = byTestId(element, `choose-${name}`) as HTMLInputElement;
    box.checked = !box.checked;
    box.dispatchEvent(new Event('change'));
  };
  return { panel, element, tick, popup: byTestId(element, 'column-chooser'), list: () => panel.store.get().list };
}

test('columns are shown and hidden, and the focus stays', () => {
  const { tick, list, element } = open();
  byTestId(element, 'choose-column-flags').focus();
  tick('column-flags');
  tick('column-time');
  expect(shownColumns(list())).toEqual(['number', 'from', 'opcode', 'flags', 'length', 'preview']);
  expect((document.activeElement as HTMLElement).dataset['keep']).toBe('column-flags');
});

test('columns are moved and reset', () => {
  const { element, list } = open();
  const move = (words: string): void => element.querySelector<HTMLElement>(`[aria-label="${words}"]`)?.click();
  move('Later: Number');
  expect(shownColumns(list()).slice(0, 2)).toEqual(['time', 'number']);
  move('Earlier: Payload preview');
  expect(shownColumns(list()).at(-1)).toBe('length');
  element.querySelector<HTMLElement>('[data-keep="reset"]')?.click();
  expect(shownColumns(list())[0]).toBe('number');
});

test('which rows there are', () => {
  const { tick, list } = open();
  tick('mute-9');
  tick('mute-8');
  tick('fold');
  tick('events');
  expect(list()).toMatchObject({ mute: [8, 9], fold: true, events: false });
  tick('mute-9');
  expect(list().mute).toEqual([8]);
});

test('it closes by Escape and by a press elsewhere, and gives the focus back', () => {
  const { element, popup } = open();
  expect(popup.hidden).toBe(false);
  expect(byTestId(element, 'choose-columns').getAttribute('aria-expanded')).toBe('true');
  press(byTestId(element, 'choose-column-time'), 'Escape');
  expect(popup.hidden).toBe(true);
  expect(document.activeElement).toBe(byTestId(element, 'choose-columns'));
  byTestId(element, 'choose-columns').click();
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  expect(popup.hidden).toBe(true);
});
