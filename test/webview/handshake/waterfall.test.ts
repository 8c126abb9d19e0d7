// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { waterfall } from '../../../webview/handshake/waterfall.ts';
import { tcp, timing } from './phases.ts';

const view = waterfall([
  { name: 'dns', host: 'a.test', addresses: ['::1', '127.0.0.1'], startMs: 0, durationMs: 5.25, ok: true },
  { ...tcp, startMs: 255, durationMs: 15 },
  {
    ...tcp,
    address: '::1',
    family: 'ipv6',
    startMs: 5,
    durationMs: 265.1234,
    ok: false,
    code: 'SUPERSEDED',
    message: 'Another address answered first.',
  },
]);
const rows = [...view.querySelectorAll<HTMLElement>('tbody tr')];

test('each phase in order of time, with start and duration to the microsecond and its result', () => {
  expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ['Name lookup', '0.000', '5.250', '', 'oka.test: ::1, 127.0.0.1'],
    [
      'TCP connection, try 1',
      '5.000',
      '265.123',
      '',
      'stopped: Another address answered first.IPv6 [::1]:80, at the same time as try 2',
    ],
    ['TCP connection, try 2', '255.000', '15.000', '', 'okIPv4 127.0.0.1:80, at the same time as try 1'],
  ]);
  expect(rows.map((row) => row.dataset['ok'])).toEqual(['true', 'false', 'true']);
  expect(rows.map((row) => row.classList.contains('one-of-tries'))).toEqual([false, true, true]);
});

test('each bar is drawn on the one axis', () => {
  const bars = rows.map((row) => row.querySelector<HTMLElement>('.phase-bar')?.style);
  expect(bars.map((style) => [style?.left, style?.width])).toEqual([
    ['0.000%', '1.944%'],
    ['1.851%', '98.149%'],
    ['94.401%', '5.553%'],
  ]);
  expect([...view.querySelectorAll('thead .tick')].map((tick) => tick.textContent)).toEqual(['0', '100', '200']);
});

test('it is a table to a screen reader, without the drawing', () => {
  expect([...view.querySelectorAll('[role=columnheader]')].map((head) => head.textContent)).toEqual([
    'Phase',
    'Start, ms',
    'Duration, ms',
    'Result',
  ]);
  expect(view.querySelectorAll('[role=rowheader]')).toHaveLength(3);
  expect([...view.querySelectorAll('.phase-time')].every((cell) => cell.getAttribute('aria-hidden') === 'true')).toBe(
    true,
  );
});

test('a failure has a word and an icon; one try has no number', () => {
  const failed = waterfall([{ ...tcp, ...timing, ok: false, code: 'ECONNREFUSED', message: 'refused' }]);
  expect(failed.textContent).toContain('failed: ECONNREFUSED, refused');
  expect(failed.querySelector('.codicon-error')).not.toBeNull();
  expect(failed.querySelector('[role=rowheader]')?.textContent).toBe('TCP connection');
});

test('a wait that is longer than drawn is told', () => {
  const long = waterfall([tcp, { name: 'frame', from: 'server', startMs: 1, durationMs: 9000, ok: true }]);
  expect(long.textContent).toContain('9,000.000');
  expect(long.textContent).toContain('from the server, longer than drawn');
});
