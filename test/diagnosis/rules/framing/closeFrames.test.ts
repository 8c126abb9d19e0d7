import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { closeFrames } from '../../../../src/diagnosis/rules/framing/closeFrames.ts';
import { evidence, frameHeader, violation } from '../../../support/evidence.ts';

function story(rule: ViolationRule, header: Partial<FrameHeader> = {}, deflate = true, bytes?: Uint8Array) {
  const tell = closeFrames[rule];
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
  ['close-payload-one-byte', '1 byte', 1002],
  ['close-code-not-for-the-wire', 'must never be sent', 1002],
  ['close-code-unassigned', 'unassigned', 1002],
  ['close-code-out-of-range', 'no close code', 1002],
  ['close-repeated', 'second Close frame', undefined],
  ['data-after-close', 'after the Close frame', undefined],
  ['bytes-after-close', 'after its Close frame', undefined],
] as const)('%s: %s', (rule, title, code) => {
  const told = story(rule);
  expect(told?.title).toContain(title);
  expect(told?.code).toBe(code);
  expect(told?.likelyCauses.length).toBeGreaterThan(0);
});

test('what follows a Close is a matter of closing', () => {
  expect(story('data-after-close')?.stage).toBe('closing');
  expect(story('close-code-unassigned')?.stage).toBeUndefined();
});

test('a swapped code is told from any other number', () => {
  const tell = closeFrames['close-code-out-of-range'];
  const swapped = violation(
    'close-code-out-of-range',
    'Close code 59395 is not between 1000 and 4999. Byte-swapped it is 1000.',
  );
  expect(
    tell?.({
      violation: swapped,
      frame: frameId(0),
      number: 1,
      header: undefined,
      bytes: undefined,
      evidence: evidence(),
    }).title,
  ).toContain('wrong order');
});
