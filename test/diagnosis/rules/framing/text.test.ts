import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { text } from '../../../../src/diagnosis/rules/framing/text.ts';
import { evidence, frameHeader, violation } from '../../../support/evidence.ts';

function story(rule: ViolationRule, header: Partial<FrameHeader> = {}, deflate = true, bytes?: Uint8Array) {
  const tell = text[rule];
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
  ['utf8-invalid', 'not valid UTF-8', 1007],
  ['close-reason-not-utf8', 'reason of the Close frame 3', 1007],
] as const)('%s: %s', (rule, title, code) => {
  const told = story(rule);
  expect(told?.title).toContain(title);
  expect(told?.code).toBe(code);
  expect(told?.likelyCauses.length).toBeGreaterThan(0);
});

test('binary sent as text is the likeliest', () =>
  expect(story('utf8-invalid')?.likelyCauses[0]?.cause).toContain('Binary'));
