import { describe, expect, it } from 'vitest';
import { type Happening, play, says } from './runs.ts';

const text = (content: string, more: object = {}) => ({ expect: { text: content, ...more } });
const none = (content: string, within: number) => ({ expect: { not: { text: content }, within } });
const end: Happening[1] = (server) => server().end();

describe('count, within and not', () => {
  it.each<[string, readonly object[], readonly Happening[], readonly boolean[]]>([
    ['as many as wanted', [text('a', { count: 3 })], [says(1, 'a', 'x', 'a'), says(9, 'a')], [true]],
    ['fewer than wanted', [text('a', { count: 3, timeout: 50 })], [says(1, 'a', 'a')], [false]],
    ['one more stays', [text('a', { count: 2 }), text('a', { timeout: 9 })], [says(1, 'a', 'a', 'a')], [true, true]],
    ['near enough', [text('a', { count: 2, within: 10 })], [says(1, 'a'), says(11, 'a')], [true]],
    ['too far apart', [text('a', { count: 2, within: 10, timeout: 50 })], [says(1, 'a'), says(12, 'a')], [false]],
    [
      'the first are too far apart, later ones not',
      [text('a', { count: 2, within: 10 })],
      [says(1, 'a'), says(30, 'a'), says(35, 'a')],
      [true],
    ],
    ['none comes', [none('a', 50)], [says(1, 'b'), says(51, 'a')], [true]],
    ['one comes', [none('a', 50)], [says(1, 'b'), says(49, 'a')], [false]],
    ['one was there already', [text('b'), none('a', 50)], [says(1, 'b', 'a')], [true, false]],
    ['what was read is over', [text('a'), none('a', 50)], [says(1, 'a')], [true, true]],
    ['nothing is read by it', [none('a', 50), text('b'), text('c')], [says(1, 'b', 'c')], [true, true, true]],
    ['an ended connection sends nothing more', [none('a', 50)], [[5, end]], [true]],
  ])('%s', async (_rule, steps, happenings, expected) => {
    const { told, ok } = await play({ steps }, happenings);
    expect(told.map((result) => result.ok)).toEqual(expected);
    expect(ok).toBe(expected.every(Boolean));
  });

  it('gives the last of several, and what it holds', async () => {
    const steps = [{ expect: { json: { tick: true }, count: 2 }, capture: { n: '$.n' } }, { send: { text: '${n}' } }];
    const { told, log } = await play({ steps }, [says(1, '{"tick":true,"n":1}', '{"tick":true,"n":2}')]);
    expect(told[0]).toMatchObject({ message: 101, captured: ['n'] });
    expect(log).toEqual([['2']]);
  });

  it('does not settle before its time when nothing comes', async () => {
    const { told } = await play({ steps: [none('a', 70)] });
    expect(told[0]).toMatchObject({ durationMs: 70, ok: true });
  });

  it('gives a failure as texts to compare, and what the connection was lost by', async () => {
    const lost: Happening = [
      2,
      (server) => server().end({ code: 1006, by: 'network', problem: 'It was reset', cause: 'connection-reset' }),
    ];
    const { told } = await play({ steps: [{ expect: { json: { a: 1 } } }] }, [says(1, '{"a":2}'), lost]);
    expect(told[0]).toMatchObject({
      expected: '{\n  "a": 1\n}',
      actual: '{\n  "a": 2\n}',
      loss: { cause: 'connection-reset', title: 'It was reset' },
    });
  });

  it('stops when told to', async () => {
    const controller = new AbortController();
    const stop: Happening = [5, () => controller.abort()];
    const { problems } = await play({ steps: [none('a', 70)] }, [stop], { signal: controller.signal });
    expect(problems).toEqual(['The run was stopped before this step was done.']);
  });

  it('fails on a flood that it cannot have looked through', async () => {
    const limits = { messages: 2, bytes: 100 };
    const { problems } = await play({ steps: [none('a', 50)] }, [says(1, 'x', 'y', 'z')], { limits });
    expect(problems[0]).toContain('more between two expects than is kept');
  });
});

describe('strict order', () => {
  const strict = { defaults: { order: 'strict' } };

  it.each<[string, readonly object[], readonly Happening[], boolean]>([
    ['each message is matched', [text('a'), text('b')], [says(1, 'a', 'b')], true],
    ['another comes first', [text('b')], [says(1, 'a', 'b')], false],
    ['one is left', [text('a')], [says(1, 'a', 'b')], false],
    ['one is left that nobody could expect', [{ wait: 10 }], [says(1, 'a')], false],
    ['counted ones are matched', [text('a', { count: 2 })], [says(1, 'a', 'a')], true],
    ['nothing comes', [{ wait: 10 }], [], true],
    ['branches share what comes', [{ parallel: [[text('a')], [text('b')]] }], [says(1, 'a', 'b')], true],
    ['no branch matches it', [{ parallel: [[text('a')], [text('b')]] }], [says(1, 'a', 'x', 'b')], false],
  ])('%s', async (_rule, steps, happenings, expected) => {
    expect((await play({ ...strict, steps }, happenings)).ok).toBe(expected);
  });

  it('names the message that came instead, and the one that was left', async () => {
    const instead = await play({ ...strict, steps: [text('b')] }, [says(1, 'a')]);
    expect(instead.problems[0]).toContain('The order is strict, and this message came instead: a.');
    const left = await play({ ...strict, steps: [text('a')] }, [says(1, 'a', 'b')]);
    expect(left.problem).toBe('The order is strict, and this message was left: b');
    const branch = await play({ ...strict, steps: [{ parallel: [[text('b')]] }] }, [says(1, 'a', 'b')]);
    expect(branch.problems).toEqual(['The order is strict, and no branch matched this message: a']);
  });
});
