import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { lostFraming } from '../../../../src/diagnosis/rules/framing/lostFraming.ts';
import { evidence, frameHeader, violation } from '../../../support/evidence.ts';

function story(rule: ViolationRule, header: Partial<FrameHeader> = {}, deflate = true, bytes?: Uint8Array) {
  const tell = lostFraming[rule];
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
  ['framing-lost', 'lost its framing', 1002],
  ['framing-abandoned', 'cannot be read', 1002],
  ['text-instead-of-frames', 'not frames but text', 1002],
  ['chunks-instead-of-frames', 'HTTP chunks', 1002],
  ['http2-instead-of-frames', 'HTTP/2', 1002],
] as const)('%s: %s', (rule, title, code) => {
  const told = story(rule);
  expect(told?.title).toContain(title);
  expect(told?.code).toBe(code);
  expect(told?.likelyCauses.length).toBeGreaterThan(0);
});

test('the bytes are shown', () => {
  expect(story('text-instead-of-frames', {}, true, new TextEncoder().encode('<html>502'))?.more).toContain(
    '"<html>502"',
  );
});
