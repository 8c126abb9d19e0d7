import { expect, test } from 'vitest';
import { closeMeaning } from '../../src/diagnosis/closeMeaning.ts';
import { handshake, opened, switching, traffic } from '../support/evidence.ts';

const quiet = opened();
const busy = opened({
  traffic: traffic({ openedMs: 20, frames: { client: 3, server: 1 }, largestFrame: { client: 70_000, server: 10 } }),
});

test.each([1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3003, 3008])(
  '%d from the server says what it means and what to do',
  (code) => {
    const { name, meaning, remedy } = closeMeaning(code, 'server', busy);
    expect(name).not.toBe('');
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*[^.]$/);
  },
);

test('what was sent before makes a difference', () => {
  expect(closeMeaning(1008, 'server', quiet).meaning).toContain('before we sent a message');
  expect(closeMeaning(1008, 'server', busy).meaning).toContain('what we did');
  expect(closeMeaning(1009, 'server', busy).meaning).toContain('our largest frame had 70,000 bytes');
});

test('the same number from us is another matter', () => {
  expect(closeMeaning(1009, 'client', busy).meaning).toContain('larger than we are set to take');
  expect(closeMeaning(1011, 'client', busy).remedy).toBeUndefined();
});

test('private numbers', () => {
  expect(closeMeaning(4401, 'server', quiet).meaning).toContain('401 Unauthorized');
  expect(closeMeaning(4001, 'server', quiet).meaning).toContain('only its documentation');
  expect(closeMeaning(3500, 'server', quiet).meaning).toContain('IANA');
  const graphql = opened({
    handshake: handshake(switching(), { accepted: true, subprotocol: 'graphql-transport-ws' }),
  });
  expect(closeMeaning(4408, 'server', graphql)).toMatchObject({
    name: 'connection initialisation timeout',
    meaning: expect.stringContaining('connection_init') as string,
  });
});
