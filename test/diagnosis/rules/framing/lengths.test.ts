import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { lengths } from '../../../../src/diagnosis/rules/framing/lengths.ts';
import { evidence, frameHeader, violation } from '../../../support/evidence.ts';

function story(rule: ViolationRule, header: Partial<FrameHeader> = {}, deflate = true, bytes?: Uint8Array) {
  const tell = lengths[rule];
  return tell?.({
    violation: violation(rule, 'What is wrong.'),
    frame: frameId(2),
    number: 3,
    header: frameHeader(header),
    bytes,
    evidence: evidence({ asked: { deflate } }),
  });
}

test.each([
  ['length-not-minimal', 'where fewer would do', undefined],
  ['length-top-bit', 'top bit', 1002],
  ['length-impossible', 'no payload can have', 1009],
  ['length-byte-swapped', 'wrong order', undefined],
  ['length-probably-off', 'probably wrong', 1002],
] as const)('%s: %s', (rule, title, code) => {
  const told = story(rule);
  expect(told?.title).toContain(title);
  expect(told?.code).toBe(code);
  expect(told?.likelyCauses.length).toBeGreaterThan(0);
});

test('the bytes after a wrong length are shown', () => {
  expect(story('length-probably-off', {}, true, Uint8Array.of(0x6c, 0x6f))?.more).toContain('"lo"');
});
