// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ListRow } from '../../../src/contract/listPage.ts';
import { el } from '../../../webview/dom.ts';
import { createListCursor } from '../../../webview/frameList/listCursor.ts';
import { listGestures } from '../../../webview/frameList/listGestures.ts';
import { fakePanel, listRow, press, settled } from '../fakePanel.ts';

const event: ListRow = { kind: 'event', event: { event: 'violation', atMs: 0, title: 'x', section: '', frame: 3 } };

/** Rows: frame 0, frame 1 that begins a folded message, frame 3, an event about frame 3, frame 4. */
function list() {
  const rows: ListRow[] = [
    listRow(0),
    listRow(1, {}, { fragments: { count: 2, folded: true } }),
    listRow(3),
    event,
    listRow(4),
  ];
  const panel = fakePanel({ active: 's1', frames: { s1: 5 } }, { 'session.rowOf': () => ({ row: 0 }) });
  const cursor = createListCursor(
    panel,
    (index) => rows[index],
    () => undefined,
  );
  const lines = rows.map((_, index) => el('div', { 'data-row': index }, el('span', { class: 'fold' })));
  const body = el('div', {}, ...lines);
  const scroller = el('div', { tabindex: 0 }, body);
  document.body.replaceChildren(scroller);
  const did: string[] = [];
  listGestures(
    panel,
    { scroller, rows: body, area: scroller },
    {
      cursor,
      row: (index) => rows[index],
      view: () => ({ first: 0, end: 5, rows: 5 }),
      enter: () => did.push('enter'),
      follow: () => did.push('follow'),
    },
  );
  const click = (row: number, init: MouseEventInit = {}): void =>
    void lines[row]!.dispatchEvent(new MouseEvent('click', { bubbles: true, ...init }));
  const ranges = () => panel.store.get().selection['s1']?.ranges;
  return { panel, scroller, lines, click, ranges, did };
}

test('a click means to read the frame, unless it selects several, folds, or opens a menu', () => {
  const { click, lines, panel } = list();
  const reads = (): boolean => {
    const { reading } = panel.store.get();
    panel.store.update({ reading: false });
    return reading;
  };
  click(0);
  expect(reads()).toBe(true);
  click(2, { shiftKey: true });
  click(4, { ctrlKey: true });
  lines[1]!.querySelector('.fold')!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  lines[0]!.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
  expect(reads()).toBe(false);
  click(3);
  expect(reads()).toBe(true);
});

test('a click selects one, Shift all between, Ctrl one more or less', () => {
  const { click, ranges, panel } = list();
  click(0);
  click(2, { shiftKey: true });
  expect(ranges()).toEqual([[0, 3]]);
  click(4, { ctrlKey: true });
  expect(ranges()).toEqual([[0, 4]]);
  click(2, { metaKey: true });
  expect(ranges()).toEqual([
    [0, 2],
    [4, 4],
  ]);
  click(1);
  expect(ranges()).toEqual([[1, 1]]);
  click(1, { ctrlKey: true });
  expect(panel.store.get().selected).toEqual({});
});

test('a click on an event selects what it is about', () => {
  const { click, ranges } = list();
  click(3);
  expect(ranges()).toEqual([[3, 3]]);
});

test('arrows with and without Shift, all, none, and on to the details', () => {
  const { scroller, ranges, panel, did } = list();
  press(scroller, 'ArrowDown');
  press(scroller, 'ArrowDown', { shiftKey: true });
  expect(ranges()).toEqual([[0, 1]]);
  press(scroller, 'a', { ctrlKey: true });
  expect(ranges()).toEqual([[0, 4]]);
  press(scroller, 'Enter');
  press(scroller, 'End');
  expect(did).toEqual(['enter', 'follow']);
  press(scroller, 'Escape');
  expect(panel.store.get().selected).toEqual({});
});

test('Left and Right fold and unfold the message, as a click on its arrow does', () => {
  const { scroller, lines, panel } = list();
  const turned = () => panel.store.get().otherwise['s1'];
  press(scroller, 'ArrowDown');
  press(scroller, 'ArrowRight');
  expect(turned()).toBeUndefined();
  press(scroller, 'ArrowDown');
  press(scroller, 'ArrowLeft');
  expect(turned()).toBeUndefined();
  press(scroller, 'ArrowRight');
  expect(turned()).toEqual([1]);
  lines[1]!.querySelector<HTMLElement>('.fold')!.click();
  expect(turned()).toEqual([]);
});

test('the menu opens on what is selected, or selects the row it opens at', () => {
  const { lines, click, ranges } = list();
  const menu = (row: number): void => void lines[row]!.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
  click(0);
  click(2, { shiftKey: true });
  menu(1);
  expect(ranges()).toEqual([[0, 3]]);
  expect(lines[1]!.dataset['vscodeContext']).toContain('"webviewSection":"frames","preventDefault');
  menu(4);
  expect(ranges()).toEqual([[4, 4]]);
});

test('copying is for the list only while it has the focus', async () => {
  const { scroller, click, panel } = list();
  click(0);
  document.dispatchEvent(new Event('copy', { cancelable: true }));
  scroller.focus();
  const copy = new Event('copy', { cancelable: true });
  document.dispatchEvent(copy);
  expect(copy.defaultPrevented).toBe(true);
  await settled();
  // Nothing shows rows here: the wish was refused in words.
  expect(panel.store.get().refusal).toContain('No frame is selected');
});
