// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { sizeBars } from '../../../webview/statistics/sizeBars.ts';
import { sideOf, statisticsOf } from './statisticsData.ts';

const rows = (element: HTMLElement): string[][] =>
  [...element.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));

test('from the first length that occurs to the last', () => {
  const client = sideOf({ sizes: { counts: [0, 0, 0, 1, 0, 7] } });
  const server = sideOf({ sizes: { counts: [0, 0, 0, 0, 14] } });
  const table = sizeBars(statisticsOf({ client, server }));
  expect(rows(table)).toEqual([
    ['4–7 B', '1', '0'],
    ['8–15 B', '0', '14'],
    ['16–31 B', '7', '0'],
  ]);
  expect([...table.querySelectorAll<HTMLElement>('.size-bar.client')].map((bar) => bar.style.width)).toEqual([
    `${(1 / 14) * 100}%`,
    '0%',
    '50%',
  ]);
});

test('empty, one byte, and long ones', () => {
  const server = sideOf({ sizes: { counts: [1, 1, ...Array.from({ length: 9 }, () => 0), 1] } });
  const words = rows(sizeBars(statisticsOf({ server }))).map(([range]) => range);
  expect([words[0], words[1], words.at(-1)]).toEqual(['empty', '1 B', '1.0 KiB to 2.0 KiB']);
});
