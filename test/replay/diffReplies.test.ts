import { describe, expect, it } from 'vitest';
import { type Reply, diffReplies } from '../../src/replay/diffReplies.ts';
import type { Json, RecordedReply } from '../../src/replay/sequence.ts';
import { bytesOf } from './fakes.ts';

const was = (json: Json, at = 0): RecordedReply => ({ at, as: 'json', json });
const is = (json: Json, at = 0): Reply => ({ at, opcode: 1, bytes: bytesOf(JSON.stringify(json)) });
const [hello, tick, bye] = [
  { type: 'hello', n: 1 },
  { type: 'tick', n: 2 },
  { type: 'bye', n: 3 },
];

describe('diffReplies', () => {
  it('finds nothing where nothing differs', () => {
    expect(diffReplies([was(hello), was(tick)], [is(hello, 99), is(tick, 99)])).toEqual([]);
    expect(diffReplies([], [])).toEqual([]);
  });

  it('compares lists and keys, there or not', () => {
    const before = was({ type: 'a', list: [1, 2], 'odd key': 1 });
    const after = is({ type: 'a', list: [1, 3, 4], 'odd key': 2 });
    expect(diffReplies([before], [after])).toEqual([
      { kind: 'changed', recorded: 0, reply: 0, path: '$.list[1]', expected: '2', actual: '3' },
      { kind: 'changed', recorded: 0, reply: 0, path: '$.list[2]', expected: 'nothing', actual: '4' },
      { kind: 'changed', recorded: 0, reply: 0, path: "$['odd key']", expected: '1', actual: '2' },
    ]);
  });

  it('leaves out what the rules ignore', () => {
    const before = was({ type: 'a', id: 1, list: [{ id: 2, v: 1 }] });
    const after = is({ type: 'a', id: 5, list: [{ id: 6, v: 2 }] });
    expect(diffReplies([before], [after], { ignore: ['$..id'] })).toMatchObject([{ path: '$.list[0].v' }]);
    expect(diffReplies([before], [after], { ignore: ['$.id', '$.list'] })).toEqual([]);
  });

  it('finds missing, extra and reordered ones', () => {
    expect(diffReplies([was(hello), was(tick), was(bye)], [is(hello), is(bye)])).toEqual([
      { kind: 'missing', recorded: 1, text: '{"type":"tick","n":2}' },
    ]);
    expect(diffReplies([was(hello)], [is(tick), is(hello)])).toEqual([
      { kind: 'extra', reply: 0, text: '{"type":"tick","n":2}' },
    ]);
    expect(diffReplies([was(hello), was(tick)], [is(tick), is({ type: 'hello', n: 7 })])).toMatchObject([
      { kind: 'reordered' },
      { kind: 'changed', path: '$.n', expected: '1', actual: '7' },
    ]);
  });

  it('tells what came later or earlier than the rules allow', () => {
    const rules = { ignore: [], timing: 50 };
    expect(diffReplies([was(hello, 100), was(tick, 200)], [is(hello, 150), is(tick, 300.4)], rules)).toEqual([
      { kind: 'timing', recorded: 1, reply: 1, laterMs: 100 },
    ]);
  });

  it('compares texts and bytes as a whole', () => {
    const replies: Reply[] = [
      { at: 0, opcode: 1, bytes: bytesOf('plain 2') },
      { at: 0, opcode: 2, bytes: Uint8Array.of(0, 255) },
    ];
    const recorded: RecordedReply[] = [
      { at: 0, as: 'text', text: 'plain 1' },
      { at: 0, as: 'hex', hex: '00 FF' },
    ];
    expect(diffReplies(recorded, replies)).toEqual([
      { kind: 'changed', recorded: 0, reply: 0, path: '$', expected: 'plain 1', actual: 'plain 2' },
    ]);
    expect(diffReplies(recorded, replies, { ignore: ['$'] })).toEqual([]);
  });

  it('stays bounded for very many', () => {
    const many = Array.from({ length: 3_000 }, (_, n) => ({ type: 'tick', n }));
    const other = many.map(({ n }) => ({ type: 'tick', n: n + 1 }));
    expect(
      diffReplies(
        many.map((one) => was(one)),
        other.map((one) => is(one)),
      ),
    ).toHaveLength(200);
  });
});
