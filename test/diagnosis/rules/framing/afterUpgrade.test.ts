import { expect, test } from 'vitest';
import { wireOffset } from '../../../../src/base/branded.ts';
import { parseHex } from '../../../../src/base/hex.ts';
import { afterUpgrade } from '../../../../src/diagnosis/rules/framing/afterUpgrade.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { evidence, switching, traffic, violation } from '../../../support/evidence.ts';

const answer = switching();
const text = (words: string) => new TextEncoder().encode(words);
function hex(digits: string): Uint8Array {
  const parsed = parseHex(digits);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.bytes;
}

function story(said: Uint8Array, rule: ViolationRule = 'framing-lost', later = 0) {
  return afterUpgrade({
    violation: violation(rule, 'Broken.', { offset: wireOffset(answer.raw.length + later) }),
    frame: undefined,
    number: undefined,
    header: undefined,
    bytes: undefined,
    evidence: evidence({ response: answer, traffic: traffic({ openedMs: 20, afterSwitching: said }) }),
  });
}

test('a line end too many', () => {
  expect(story(hex('0d 0a 81 02 68 69'))).toMatchObject({
    cause: 'line-end-before-frames',
    title: '2 stray bytes of line ends stand between the 101 and the first frame',
  });
});

test.each([
  ['15 03 03 00 02 02 28', 'After the 101 comes TLS, not WebSocket'],
  ['00 00 00 04 00 00 00 00 00', 'After the 101 comes HTTP/2, not WebSocket'],
])('another protocol: %s', (bytes, title) =>
  expect(story(hex(bytes), 'opcode-reserved')).toMatchObject({ cause: 'other-protocol-after-upgrade', title }),
);

test.each(['data: {"a":1}\n\n', '{"a":1}\n{"b":2}\n'])('text: %j', (words) =>
  expect(story(text(words), 'rsv2-set')?.cause).toBe('text-instead-of-frames'),
);

test('frames with a fault of their own, later ones, and a few letters are other matters', () => {
  expect(story(hex('c1 05 68 65 6c 6c 6f'), 'rsv1-set')).toBeUndefined();
  expect(story(text('data: {"a":1}'), 'utf8-invalid')).toBeUndefined();
  expect(story(text('data: {"a":1}'), 'framing-lost', 40)).toBeUndefined();
  expect(story(text('ab'))).toBeUndefined();
});
