import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { controlFrames } from '../../../../src/diagnosis/rules/framing/controlFrames.ts';
import { evidence, frameHeader, violation } from '../../../support/evidence.ts';

function story(rule: ViolationRule, header: Partial<FrameHeader> = {}, deflate = true, bytes?: Uint8Array) {
  const tell = controlFrames[rule];
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
  ['control-too-long', '125 at most', 1002],
  ['control-fragmented', 'must be whole', 1002],
] as const)('%s: %s', (rule, title, code) => {
  const told = story(rule);
  expect(told?.title).toContain(title);
  expect(told?.code).toBe(code);
  expect(told?.likelyCauses.length).toBeGreaterThan(0);
});

test('the kind and the size', () => {
  expect(story('control-too-long', { opcode: 9, payloadLength: 126 })?.title).toBe(
    'The Ping frame 3 has a payload of 126 bytes; control frames have 125 at most',
  );
  expect(story('control-too-long', { opcode: 8, payloadLength: 126 })?.more).toBe(
    'The reason has 124 bytes, and 123 fit beside the code.',
  );
});
