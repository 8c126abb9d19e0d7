// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { painted } from '../../../webview/filter/paintedFilter.ts';

function paint(...given: Parameters<typeof painted>): HTMLElement {
  const line = document.createElement('div');
  line.append(...(painted(...given) as (Node | string)[]));
  return line;
}

test('pieces have their kind as class, and a mistake is underlined', () => {
  const line = paint('from:clinet x', { message: '', offset: 5, length: 6 });
  expect([...line.children].map((piece) => [piece.className, piece.textContent])).toEqual([
    ['filter-key', 'from:'],
    ['filter-value filter-wrong', 'clinet'],
    ['filter-words', 'x'],
  ]);
});

test('a mistake at the end is shown after the text', () => {
  expect(paint('a or', { message: '', offset: 4, length: 1 }).lastElementChild?.className).toBe('filter-wrong');
});

test('together they are exactly the text', () => {
  const text = fc.string({ maxLength: 30 });
  const problem = fc.option(fc.record({ message: fc.constant(''), offset: fc.nat(20), length: fc.nat(20) }), {
    nil: undefined,
  });
  fc.assert(
    fc.property(text, problem, (filter, wrong) => {
      const there = wrong !== undefined && wrong.offset >= filter.length ? `${filter} ` : filter;
      expect(paint(filter, wrong).textContent).toBe(there);
    }),
  );
});
