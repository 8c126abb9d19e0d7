import { expect, test } from 'vitest';
import { COLUMN_NAMES, type ColumnName, columnSpec, lengthWords } from '../../../webview/frameList/columns.ts';
import { frameRow } from '../fakePanel.ts';

const text = (name: ColumnName, ...more: Parameters<typeof frameRow>): string =>
  columnSpec(name).text({ row: frameRow(...more), aside: { note: 'seen' }, startedAtMs: 0 });

test('what each column says of a frame', () => {
  const row = [
    41,
    { atMs: 1234.5, sinceMs: 0.25, rsv1: true, masked: true, payloadLength: 100, wireLength: 106, inflatedLength: 450 },
  ] as const;
  const said = Object.fromEntries(COLUMN_NAMES.map((name) => [name, text(name, ...row)]));
  expect(said).toMatchObject({
    number: '42',
    time: '1,234.500',
    since: '0.250',
    from: 'server',
    opcode: 'text',
    flags: 'FIN RSV1 MASK',
    wire: '106',
    length: '100 → 450',
    inflated: '450',
    ratio: '4.5×',
    message: '42',
    preview: 'row 41',
    note: 'seen',
  });
  expect(said['clock']).toMatch(/^\d\d:\d\d:01\.234500$/);
});

test('what is not known is left empty', () => {
  expect(text('since', 0)).toBe('');
  expect(text('message', 0, { message: 0 })).toBe('');
  expect(text('inflated', 0)).toBe('');
  expect(text('ratio', 0, { inflatedLength: 5, payloadLength: 0 })).toBe('');
  expect(columnSpec('clock').text({ row: frameRow(0), aside: {}, startedAtMs: undefined })).toBe('');
});

test('lengths', () => {
  expect(lengthWords(frameRow(0, { payloadLength: 70000 }))).toBe('70,000');
  expect(lengthWords(frameRow(0, { payloadLength: 7, inflatedLength: 5 }))).toBe('7 → 5');
  expect(lengthWords(frameRow(0, { payloadLength: 4096, payloadReceived: 10, complete: false }))).toBe('10 of 4,096');
});
