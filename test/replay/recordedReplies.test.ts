import { expect, it } from 'vitest';
import { readItem } from '../../src/replay/recordedMessage.ts';
import { recordedReplies } from '../../src/replay/recordedReplies.ts';
import { bytesOf } from './fakes.ts';

const item = (from: 'client' | 'server', text: string, atMs: number) =>
  readItem({ from, opcode: 1, bytes: bytesOf(text), atMs });

it('keeps what the server said, without secrets, and ignores what differs from run to run', () => {
  const items = [
    item('client', '{"op":"login"}', 100),
    item('server', '{"type":"session","token":"t0psecret","user":"ann"}', 103.4),
    item('server', '{"list":[{"id":"a1","n":1},{"id":"a2","n":2}],"time":1714557600}', 110),
    item('server', 'plain', 111),
    readItem({ from: 'server', opcode: 2, bytes: Uint8Array.of(0, 255), atMs: 112 }),
    readItem({ from: 'server', opcode: 1, bytes: Uint8Array.of(255), atMs: 113 }),
  ];
  expect(recordedReplies(items)).toEqual({
    recorded: [
      { at: 3, as: 'json', json: { type: 'session', token: '•••', user: 'ann' } },
      {
        at: 10,
        as: 'json',
        json: {
          list: [
            { id: 'a1', n: 1 },
            { id: 'a2', n: 2 },
          ],
          time: 1714557600,
        },
      },
      { at: 11, as: 'text', text: 'plain' },
      { at: 12, as: 'hex', hex: '00 ff' },
    ],
    compare: { ignore: ['$.token', '$.list[*].id', '$.time'] },
  });
});

it('keeps nothing that is too much for a file', () => {
  expect(recordedReplies([item('client', 'x', 0)])).toBeUndefined();
  expect(recordedReplies(Array.from({ length: 501 }, () => item('server', 'x', 0)))).toBeUndefined();
  expect(recordedReplies([item('server', 'x'.repeat(300_000), 0)])).toBeUndefined();
});
