import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { engineMethods, sessionMethods } from '../../src/contract/engineContract.ts';

const accepts = (name: keyof typeof engineMethods, params: unknown): boolean =>
  v.is(engineMethods[name].params, params);

describe('the parameters of', () => {
  it('session.send are one of four kinds, with text or bytes', () => {
    const send = (outgoing: unknown): boolean => accepts('session.send', { session: 's', send: outgoing });
    expect(send({ kind: 'text', text: 'hello' })).toBe(true);
    for (const kind of ['binary', 'ping', 'pong']) expect(send({ kind, bytes: Uint8Array.of(1) })).toBe(true);
    expect(send({ kind: 'text', bytes: Uint8Array.of(1) })).toBe(false);
    expect(send({ kind: 'binary', bytes: [1] })).toBe(false);
    expect(send({ kind: 'close' })).toBe(false);
  });

  it('session.page are whole numbers, and a page has its limit', () => {
    const page = (first: unknown, count: unknown): boolean => accepts('session.page', { session: 's', first, count });
    expect(page(0, 1000)).toBe(true);
    for (const [first, count] of [
      [-1, 10],
      [0.5, 10],
      [Number.NaN, 10],
      ['0', 10],
      [0, 1001],
    ])
      expect(page(first, count)).toBe(false);
  });

  it('session.payload name the frame or its message', () => {
    const payload = (of: string): boolean =>
      accepts('session.payload', { session: 's', frame: 0, of, offset: 0, length: 10 });
    expect([payload('frame'), payload('message'), payload('file')]).toEqual([true, true, false]);
  });

  it('sequence.record name a URL or a profile', () => {
    const record = (target: unknown): boolean => accepts('sequence.record', { session: 's', target });
    expect(record({ kind: 'url', url: 'ws://127.0.0.1/' })).toBe(true);
    expect(record({ kind: 'profile', profile: 'Local' })).toBe(true);
    expect(record({ kind: 'url', profile: 'Local' })).toBe(false);
  });
});

it('every method on a session is part of what the engine answers, as it is', () => {
  for (const [name, method] of Object.entries(sessionMethods)) expect(engineMethods).toHaveProperty([name], method);
});
