// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { type RowStyle, createRow, rowId } from '../../../webview/frameList/frameRow.ts';
import type { ListEvent } from '../../../src/contract/listPage.ts';
import type { ColumnName } from '../../../webview/frameList/columns.ts';
import { listRow } from '../fakePanel.ts';

const style = (...columns: ColumnName[]): RowStyle => ({
  columns: columns.length > 0 ? columns : ['number', 'time', 'from', 'opcode', 'length', 'preview'],
  startedAtMs: () => 1000,
  highlights: () => [],
});
const none = { selected: false, current: false };

const cells = (element: HTMLElement): string[] =>
  [...element.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent);

test('a frame in its columns', () => {
  const view = createRow(style());
  const { element } = view;
  view.paint(1233, listRow(1233, { atMs: 1234.5, from: 'client', preview: 'a\nb', previewCut: true }), {
    selected: true,
    current: true,
  });
  expect(cells(element)).toEqual(['1,234', '1,234.500', 'client', 'text', '5', 'a ⏎ b…']);
  expect(element.dataset).toMatchObject({ frame: '1234', from: 'client', opcode: '1', testid: 'frame-row' });
  expect(element.getAttribute('aria-rowindex')).toBe('1235');
  expect(element.getAttribute('aria-selected')).toBe('true');
  expect(element.id).toBe(rowId(1233));
});

test('a skeleton has its place, and nothing of the frame that stood there before', () => {
  const view = createRow(style());
  const { element } = view;
  view.paint(0, listRow(0, { violations: 2 }), none);
  view.paint(900, undefined, none);
  expect(cells(element).join('')).toBe('');
  expect(element.getAttribute('aria-rowindex')).toBe('902');
  expect(element.classList.contains('skeleton')).toBe(true);
  expect(element.classList.contains('violated')).toBe(false);
  expect(element.dataset['from']).toBeUndefined();
});

test('violations are marked with how many', () => {
  const view = createRow(style());
  const { element } = view;
  view.paint(0, listRow(0, { violations: 2 }), none);
  expect(element.classList.contains('violated')).toBe(true);
  expect(element.querySelector('.violation-mark')?.getAttribute('aria-label')).toBe('2 violations');
});

test('a payload that is markup stays text', () => {
  const view = createRow(style());
  const { element } = view;
  view.paint(0, listRow(0, { preview: '<img src=x onerror=alert(1)>' }), none);
  expect(element.querySelector('img')).toBeNull();
  expect(cells(element)[5]).toBe('<img src=x onerror=alert(1)>');
});

test('an event has one cell over all columns, and nothing of the frame that stood there before', () => {
  const event: ListEvent = { event: 'violation', atMs: 1, title: 'Masked.', section: 'RFC 6455 §5.1', frame: 3 };
  const view = createRow(style());
  view.paint(3, listRow(3), none);
  view.paint(4, { kind: 'event', event }, none);
  expect(view.element.dataset).toMatchObject({ testid: 'event-row', event: 'violation' });
  expect(view.element.dataset['frame']).toBeUndefined();
  expect(cells(view.element)).toEqual(['Masked.RFC 6455 §5.1']);
  expect(view.element.querySelector('[aria-colspan="6"]')).not.toBeNull();
  view.paint(4, listRow(4), none);
  expect(view.element.dataset).toMatchObject({ testid: 'frame-row', frame: '5' });
  expect(cells(view.element)).toHaveLength(6);
});

test('marks, notes and fragments', () => {
  const view = createRow(style('preview', 'note'));
  const aside = { marked: true, note: 'look <b>', fragments: { count: 5, folded: true } };
  view.paint(0, listRow(0, { fin: false }, aside), none);
  expect(cells(view.element)).toEqual(['5 fragmentsrow 0', 'look <b>']);
  expect(view.element.classList.contains('marked')).toBe(true);
  expect(view.element.querySelector('.note-mark')?.getAttribute('aria-label')).toBe('Note: look <b>');
  expect(view.element.querySelector('.fold .codicon-chevron-right')).not.toBeNull();
  view.paint(0, listRow(0), none);
  expect(view.element.querySelector<HTMLElement>('.marker')?.hidden).toBe(true);
  expect(view.element.querySelector<HTMLElement>('.fold')?.hidden).toBe(true);
});

test('an empty payload says so, and matches are highlighted', () => {
  const view = createRow({ ...style('preview'), highlights: () => [{ start: 1, end: 3 }] });
  view.paint(0, listRow(0, { preview: '', payloadLength: 0 }), none);
  expect(cells(view.element)).toEqual(['empty text']);
  view.paint(0, listRow(0, { preview: 'abcd' }), none);
  expect(view.element.querySelector('mark')?.textContent).toBe('bc');
  expect(cells(view.element)).toEqual(['abcd']);
});
