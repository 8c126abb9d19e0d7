// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { compressionTable, opcodeTable, rateTable, timingTable } from '../../../webview/statistics/statisticsTables.ts';
import { sideOf, statisticsOf } from './statisticsData.ts';

const rows = (element: HTMLElement): string[][] =>
  [...element.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent));

test('rates', () => {
  expect(rows(rateTable(statisticsOf()))).toEqual([
    ['Over 2 s', 'From the client', 'From the server'],
    ['Frames', '0', '6'],
    ['Frames on average', '0.00/s', '3.00/s'],
    ['Busiest second', '–', '5, 1 s after the start'],
    ['On the wire', '0 B', '4.0 KiB'],
    ['On average', '0 B/s', '2.0 KiB/s'],
    ['Payload', '0 B', '3.9 KiB'],
    ['Headers', '–', '2.3 %'],
  ]);
  const client = sideOf({ frames: 2, busiest: { frames: 2, atMs: 0 } });
  expect(rows(rateTable(statisticsOf({ client })))[3]?.[1]).toBe('2, the first');
  expect(rows(rateTable(statisticsOf({ durationMs: 0 })))[2]).toEqual(['Frames on average', '–', '–']);
});

test('opcodes in the order of their numbers', () => {
  expect(rows(opcodeTable(statisticsOf())).slice(1)).toEqual([
    ['text', '–', '4, 3.9 KiB'],
    ['ping', '–', '2, 0 B'],
  ]);
});

test('compression, or that there was none', () => {
  expect(compressionTable(statisticsOf()).textContent).toBe('No message was compressed.');
  const server = sideOf({ compressed: { messages: 3, wireBytes: 100, inflatedBytes: 400 } });
  expect(rows(compressionTable(statisticsOf({ server }))).at(-1)).toEqual(['Saved', '–', '75.0 %']);
});

test('times that there are cases of, and the longest silence leads to its frame', () => {
  const looked: number[] = [];
  const element = timingTable(statisticsOf({ messagesRead: 100_000 }), (frame) => looked.push(frame));
  expect(rows(element).slice(1)).toEqual([
    ['Reply to a request of the client (same JSON id)', '3', '1 ms', '2 ms', '3 ms', '4 ms'],
    ['Gap between frames of the server', '5', '1 ms', '2 ms', '900 ms', '1 s'],
  ]);
  expect(element.textContent).toContain('2 messages with an id had no reply');
  expect(element.textContent).toContain('first 100,000 messages');
  const link = element.querySelector('button');
  expect(link?.textContent).toBe('Longest silence of the server: 1 s, ended by frame 5');
  link?.click();
  expect(looked).toEqual([4]);
});

test('one frame has no times', () => {
  const { pings } = statisticsOf();
  const nothing = statisticsOf({ server: sideOf(), replies: { ...pings, unanswered: 0 } });
  expect(timingTable(nothing, () => undefined).textContent).toContain('Nothing to measure yet');
});
