// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { createRow, lengthWords, rowId } from '../../../webview/frameList/frameRow.ts';
import { frameRow } from '../fakePanel.ts';

const cells = (element: HTMLElement): string[] =>
  [...element.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent);

test('a frame in its columns', () => {
  const view = createRow();
  const { element } = view;
  view.paint(1233, frameRow(1233, { atMs: 1234.5, from: 'client', preview: 'a\nb', previewCut: true }), true);
  expect(cells(element)).toEqual(['1,234', '1,234.500', 'client', 'text', '5', 'a ⏎ b…']);
  expect(element.dataset).toMatchObject({ frame: '1234', from: 'client', opcode: '1', testid: 'frame-row' });
  expect(element.getAttribute('aria-rowindex')).toBe('1235');
  expect(element.getAttribute('aria-selected')).toBe('true');
  expect(element.id).toBe(rowId(1233));
});

test('a skeleton has its number and place, and nothing of the frame that stood there before', () => {
  const view = createRow();
  const { element } = view;
  view.paint(0, frameRow(0, { violations: 2 }), false);
  view.paint(900, undefined, false);
  expect(cells(element)).toEqual(['901', '', '', '', '', '']);
  expect(element.classList.contains('skeleton')).toBe(true);
  expect(element.classList.contains('violated')).toBe(false);
  expect(element.dataset['from']).toBeUndefined();
});

test('violations are marked with how many', () => {
  const view = createRow();
  const { element } = view;
  view.paint(0, frameRow(0, { violations: 2 }), false);
  expect(element.classList.contains('violated')).toBe(true);
  expect(element.querySelector('.violation-mark')?.getAttribute('aria-label')).toBe('2 violations');
});

test('a payload that is markup stays text', () => {
  const view = createRow();
  const { element } = view;
  view.paint(0, frameRow(0, { preview: '<img src=x onerror=alert(1)>' }), false);
  expect(element.querySelector('img')).toBeNull();
  expect(cells(element)[5]).toBe('<img src=x onerror=alert(1)>');
});

test('lengths', () => {
  expect(lengthWords(frameRow(0, { payloadLength: 70000 }))).toBe('70,000');
  expect(lengthWords(frameRow(0, { payloadLength: 7, inflatedLength: 5 }))).toBe('7 → 5');
  expect(lengthWords(frameRow(0, { payloadLength: 4096, payloadReceived: 10, complete: false }))).toBe('10 of 4,096');
});
