// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ListRow } from '../../../src/contract/listPage.ts';
import { isReading, readingTools } from '../../../webview/detail/reading.ts';
import type { RowSource } from '../../../webview/frameList/rowSource.ts';
import { byTestId, fakePanel, listRow, settled, snapshot } from '../fakePanel.ts';

const event: ListRow = { kind: 'event', event: { event: 'violation', atMs: 0, title: 'x', section: '', frame: 3 } };

/** Rows of the frames 0, 3 and 40 to 79, with twenty rows that are none before frame 40. */
const rows: readonly ListRow[] = [
  listRow(0),
  listRow(3),
  ...Array.from({ length: 20 }, () => event),
  ...Array.from({ length: 40 }, (_, i) => listRow(40 + i)),
];
const source = (): RowSource => ({
  count: rows.length,
  page: (first, count) => Promise.resolve(rows.slice(first, first + count)),
  rowOf: (frame) => rows.findIndex((row) => row.kind === 'frame' && row.frame.frame >= frame),
  rang: () => undefined,
  onChange: () => ({ dispose: () => undefined }),
  dispose: () => undefined,
});

function toolsAt(frame: number) {
  const panel = fakePanel({ active: 's1', sessions: [snapshot()], selected: { s1: frame }, rows: source() });
  let backs = 0;
  const reading = readingTools(panel, () => backs++);
  document.body.replaceChildren(reading.tools);
  panel.store.update({ reading: true });
  const press = async (what: 'before' | 'after'): Promise<unknown> => {
    byTestId(reading.tools, `frame-${what}`).click();
    for (let i = 0; i < 6; i++) await settled();
    return panel.store.get().selected['s1'];
  };
  return { panel, ...reading, press, backs: () => backs };
}

test('the frames before and after are those of the list, whatever rows stand between them', async () => {
  const { press, panel } = toolsAt(3);
  expect(await press('after')).toBe(40);
  expect(await press('after')).toBe(41);
  expect(await press('before')).toBe(40);
  expect(await press('before')).toBe(3);
  expect(await press('before')).toBe(0);
  expect(panel.store.get().said).toBeUndefined();
  expect(await press('before')).toBe(0);
  expect(panel.store.get().said).toBe('This is the first frame.');
  expect(panel.store.get().reading).toBe(true);
});

test('from a frame that the list does not show, to those around it; the end is said', async () => {
  const { press, panel } = toolsAt(10);
  expect(await press('after')).toBe(40);
  panel.store.update({ selected: { s1: 10 } });
  expect(await press('before')).toBe(3);
  panel.store.update({ selected: { s1: 79 } });
  expect(await press('after')).toBe(79);
  expect(panel.store.get().said).toBe('This is the last frame.');
});

test('the details stop covering the list when something else is to be seen in it', () => {
  const { panel, covers, tools, backs } = toolsAt(3);
  expect(covers()).toBe(true);
  panel.actions.showTab('handshake');
  expect(covers()).toBe(false);
  panel.actions.showTab('frames');
  panel.actions.filterBy('from:client');
  expect(covers()).toBe(false);
  panel.store.update({ reading: true });
  panel.actions.select(undefined);
  expect(isReading(panel.store.get())).toBe(false);
  panel.actions.select(3);
  panel.store.update({ reading: true });
  panel.actions.show(undefined);
  expect(panel.store.get().reading).toBe(false);
  byTestId(tools, 'back-to-frames').click();
  expect(backs()).toBe(1);
});

test('where the style sheet hides the way back, there is room for both', () => {
  const { covers, tools } = toolsAt(3);
  tools.style.display = 'none';
  expect(covers()).toBe(false);
});

test('a refused page is told', async () => {
  const { panel, press } = toolsAt(3);
  panel.store.update({ rows: { ...source(), page: () => Promise.reject(new Error('gone')) } });
  await press('after');
  expect(panel.store.get().refusal).toBe('gone');
});
