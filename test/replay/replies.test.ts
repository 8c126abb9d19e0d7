import { describe, expect, it } from 'vitest';
import { readItem } from '../../src/replay/recordedMessage.ts';
import { findReplies } from '../../src/replay/replies.ts';
import { bytesOf } from './fakes.ts';

/** `>` is the client's, anything else the server's; a number in front is the time. */
function find(...lines: readonly string[]) {
  const items = lines.map((line) => {
    const [, at = '0', arrow, text = ''] = /^(\d*) ?(>?)(.*)$/.exec(line) ?? [];
    return readItem({ from: arrow ? 'client' : 'server', opcode: 1, bytes: bytesOf(text), atMs: Number(at) });
  });
  const { awaited } = findReplies(items);
  return lines.filter((_, position) => awaited.has(position));
}

describe('findReplies', () => {
  it('awaits the greeting and the answers', () => {
    expect(find('hello', '>a', 'A', '>b', 'B', 'C')).toEqual(['hello', 'A', 'B', 'C']);
  });

  it('does not await what comes again and again', () => {
    expect(find('tick 1', '>a', 'tick 2', 'A', 'tick 3', 'tick 4', '>b', 'tick 5', 'B', 'tick 6')).toEqual(['A', 'B']);
  });

  it('awaits the beginning of a stream that is the only answer', () => {
    expect(find('>a', 'word 1', 'word 2', 'word 3', '>b', 'word 4')).toEqual(['word 1', 'word 4']);
  });

  it('does not await what comes long after the answer', () => {
    expect(find('0 >a', '100 A', '1000 B', '5000 someone joined')).toEqual(['100 A', '1000 B']);
  });

  it.each([
    ['of the same members', '{"k":"general"}', '{"k":"2024-05-01T10:00:00Z"}'],
    ['that has more members', '{"id":1,"more":true}', '{"id":2}'],
    ['of the same words', 'joined 12345678', 'joined 23456789'],
    ['of a long one, which is awaited by its opcode', 'late', 'A'.repeat(20_000)],
  ])('awaits what comes late when a later answer looks the same: one %s', (_, late, answer) => {
    expect(find('hello', `1001 ${late}`, '1001 >a', `1001 ${answer}`)).toEqual([
      'hello',
      `1001 ${late}`,
      `1001 ${answer}`,
    ]);
  });

  it.each([
    ['{"type":"joined","id":1}', '{"type":"reply","id":2}'],
    ['{"id":1}', '{"id":2,"ok":true}'],
    ['{"id":1}', '[1]'],
    ['joined', 'left'],
    ['{"list":{}}', '{"list":[1]}'],
  ])('does not await %s, which is late, before %s', (late, answer) => {
    expect(find('hello', `1001 ${late}`, '1001 >a', `1001 ${answer}`)).toEqual(['hello', `1001 ${answer}`]);
  });

  it('awaits an answer that takes its time', () => {
    expect(find('0 >a', '20000 A')).toEqual(['20000 A']);
  });
});
