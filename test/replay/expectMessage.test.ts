import { describe, expect, it } from 'vitest';
import { Expectation } from '../../src/replay/expectMessage.ts';
import type { ExpectStep, Matcher } from '../../src/replay/sequence.ts';
import { bytesOf } from './fakes.ts';

function begin(matcher: Matcher, capture: Record<string, string> = {}, more: Partial<ExpectStep> = {}): Expectation {
  const step: ExpectStep = { kind: 'expect', matcher, timeout: 500, capture, ...more };
  const expectation = Expectation.begin(step, new Map());
  if ('problem' in expectation) throw new Error(expectation.problem);
  return expectation;
}

const text = (content: string) => ({ opcode: 1, bytes: bytesOf(content), number: 3 });

describe('Expectation', () => {
  it('matches with what it captures', () => {
    const expectation = begin({ by: 'json', json: {} }, { t: '$.t' });
    expect(expectation.offer(text('no'))).toBeUndefined();
    expect(expectation.offer(text('{"u":5}'))).toBeUndefined();
    expect(expectation.offer(text('{'))).toBeUndefined();
    expect(expectation.timedOut()).toContain(
      'the nearest: {"u":5}. It differs: "t" cannot be captured, because nothing is at $.t in the message.',
    );
    expect(expectation.offer(text('{"t":5}'))).toMatchObject({
      kind: 'matched',
      message: { number: 3 },
      captured: [['t', 5]],
    });
    expect(expectation.skipped).toEqual(['no', '{"u":5}', '{']);
  });

  it('lists twenty of the messages that it passed over', () => {
    const expectation = begin({ by: 'text', text: 'x' });
    for (let i = 0; i < 25; i += 1) expectation.offer(text(`no ${i}`));
    expect(expectation.skipped).toHaveLength(21);
    expect(expectation.skipped.at(-1)).toBe('… and 5 more');
  });

  it('tells what came and the nearest miss', () => {
    const expectation = begin({ by: 'json', json: { type: 'reply', ok: true } });
    expect(expectation.timedOut()).toBe('No matching message came within 500 ms. No message came at all.');
    expectation.offer(text('{"type":"reply","ok":false}'));
    expect(expectation.timedOut()).toBe(
      'No matching message came within 500 ms. One message came: {"type":"reply","ok":false}. It differs: at $.ok: expected true, got false.',
    );
    expectation.offer(text('{"type":"tick"}'));
    expect(expectation.timedOut()).toContain('2 messages came; the nearest: {"type":"reply","ok":false}.');
  });

  it('tells the last of equally near ones', () => {
    const expectation = begin({ by: 'regex', regex: 'x' });
    expectation.offer(text('first'));
    expectation.offer(text('second'));
    expect(expectation.timedOut()).toContain('the nearest: second.');
  });

  it('tells of a loss and of a flood', () => {
    const expectation = begin({ by: 'text', text: 'x' });
    const close = { code: 1001, reason: 'bye', by: 'server', clean: true };
    expect(expectation.lost(close)).toBe(
      'The server closed the connection with code 1001 "bye" before a matching message came. No message came at all.',
    );
    expect(expectation.flooded()).toContain('100,000 messages or 64 MiB');
  });

  it('fails on a matcher that is no good', () => {
    const step: ExpectStep = { kind: 'expect', matcher: { by: 'text', text: '${x}' }, timeout: 1, capture: {} };
    expect(Expectation.begin(step, new Map())).toMatchObject({ problem: expect.stringContaining('"x"') as string });
    const endless = begin({ by: 'regex', regex: '^(a+)+$' });
    expect(endless.offer(text(`${'a'.repeat(60)}!`))).toMatchObject({ kind: 'failed' });
  });

  it('counts, and wants them near enough to each other', () => {
    const expectation = begin({ by: 'text', text: 'x' }, {}, { count: 2, within: 10 });
    expect(expectation.offer(text('x'), 0)).toEqual({ kind: 'counted' });
    expect(expectation.offer(text('y'), 1)).toBeUndefined();
    expect(expectation.offer(text('x'), 11)).toEqual({ kind: 'counted' });
    expect(expectation.timedOut()).toBe(
      '2 of 2 matching messages came within 500 ms, never 2 of them within 10 ms. Beside them, one message came: y. It differs: from character 1 on, expected "x", got "y".',
    );
    expect(expectation.offer(text('x'), 21)).toMatchObject({ kind: 'matched' });
    expect(begin({ by: 'text', text: 'x' }, {}, { count: 3 }).timedOut()).toBe(
      '0 of 3 matching messages came within 500 ms. No other message came.',
    );
  });

  it('tells what came out of order and what was not to come', () => {
    const expectation = begin({ by: 'text', text: 'x' });
    expectation.offer(text('y'));
    expect(expectation.outOfOrder()).toContain('The order is strict, and this message came instead: y. It differs');
    expect(expectation.unwanted(text('z'))).toBe('A message came that was not to come: z');
  });

  it('gives both as texts to compare', () => {
    const expectation = begin({ by: 'json', json: { ok: true } });
    expectation.offer(text('{"id":7,"ok":false}'));
    expect(expectation.texts).toEqual({
      expected: '{\n  "id": 7,\n  "ok": true\n}',
      actual: '{\n  "id": 7,\n  "ok": false\n}',
    });
  });
});
