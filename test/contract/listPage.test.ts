import { expect, test } from 'vitest';
import { type ListPage, type ListRow, decodeListPage, encodeListPage } from '../../src/contract/listPage.ts';
import { frameRow } from '../webview/fakePanel.ts';

const event: ListRow = {
  kind: 'event',
  event: { event: 'violation', atMs: 1.5, title: 'Masked ☃', section: 'RFC 6455 §5.1', frame: 7 },
};
const frame = (number: number, aside = {}): ListRow => ({ kind: 'frame', frame: frameRow(number), aside });
const numbers = { total: 9, events: 2, frames: 7, startedAtMs: 1_700_000_000_000.123 };

test.each<[string, readonly ListRow[]]>([
  ['nothing', []],
  ['frames', [frame(1), frame(2, { note: 'n', marked: true, fragments: { count: 3, folded: false } }), frame(3)]],
  ['events among frames', [event, frame(1), event, event, frame(2, { marked: true }), event]],
  ['events alone', [event, event]],
])('a page of %s comes back as it was', (_, rows) => {
  const page: ListPage = { rows, ...numbers };
  expect(decodeListPage(encodeListPage(page))).toEqual(page);
});

test('what is no page is refused', () => {
  expect(() => decodeListPage(new ArrayBuffer(2))).toThrow('Not a page');
  expect(() => decodeListPage(new ArrayBuffer(64))).toThrow();
});
