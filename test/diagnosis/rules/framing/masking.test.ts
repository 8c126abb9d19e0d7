import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { masking } from '../../../../src/diagnosis/rules/framing/masking.ts';
import { evidence, frameHeader, violation } from '../../../support/evidence.ts';

function story(rule: ViolationRule, header: Partial<FrameHeader> = {}, deflate = true, bytes?: Uint8Array) {
  const tell = masking[rule];
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
  ['frame-masked-by-server', 'Frame 3 (text frame) from the server is masked', 1002],
  ['frame-unmasked-by-client', 'Frame 3', 1002],
] as const)('%s: %s', (rule, title, code) => {
  const told = story(rule);
  expect(told?.title).toContain(title);
  expect(told?.code).toBe(code);
  expect(told?.likelyCauses.length).toBeGreaterThan(0);
});

test('a key of zeros is masked all the same', () => {
  expect(story('frame-masked-by-server', { masked: true, maskingKey: 0 })?.more).toContain('all zeros');
  expect(story('frame-masked-by-server', { masked: true, maskingKey: 7 })?.more).not.toContain('all zeros');
});
