import { expect, it } from 'vitest';
import { defaultLimits } from '../../src/replay/inbox.ts';
import { Link } from '../../src/replay/link.ts';
import { FakeConnection } from './fakes.ts';

it('keeps control frames apart from messages, the newest of very many', () => {
  const connection = new FakeConnection();
  const link = new Link('a', connection, defaultLimits, () => 0);
  let changes = 0;
  link.onControl(() => (changes += 1));
  connection.control('ping', 'p0');
  connection.say('text');
  connection.control('pong', 'p1');
  expect(link.controls).toEqual([
    { kind: 'ping', text: 'p0' },
    { kind: 'pong', text: 'p1' },
  ]);
  expect(changes).toBe(2);
  for (let i = 0; i < 2_000; i += 1) connection.control('ping', String(i));
  expect([link.controls.length, link.controls.at(-1)?.text]).toEqual([1_000, '1999']);
  link.dispose();
  connection.control('ping', 'late');
  expect(link.controls.at(-1)?.text).toBe('1999');
});
