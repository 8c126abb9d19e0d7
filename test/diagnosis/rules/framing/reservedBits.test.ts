import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { reservedBits } from '../../../../src/diagnosis/rules/framing/reservedBits.ts';
import { evidence, frameHeader, violation } from '../../../support/evidence.ts';

function story(rule: ViolationRule, header: Partial<FrameHeader> = {}, deflate = true, bytes?: Uint8Array) {
  const tell = reservedBits[rule];
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
  ['rsv1-set', 'marked as compressed (RSV1), but no compression was agreed on', 1002],
  ['compressed-without-agreement', 'RSV1', 1002],
  ['rsv2-set', 'RSV2', 1002],
  ['rsv3-set', 'RSV3', 1002],
  ['rsv1-on-control', 'compressed control frame', 1002],
  ['rsv1-on-continuation', 'continuation', 1002],
  ['opcode-reserved', 'reserved', 1002],
] as const)('%s: %s', (rule, title, code) => {
  const told = story(rule);
  expect(told?.title).toContain(title);
  expect(told?.code).toBe(code);
  expect(told?.likelyCauses.length).toBeGreaterThan(0);
});

test('RSV1 without agreement is compression that was not negotiated', () => {
  expect(story('rsv1-set', {}, false)?.likelyCauses[0]?.cause).toContain('permessage-deflate was not negotiated');
  expect(story('rsv1-set', {}, false)?.remedies[0]?.change).toEqual({ kind: 'deflate', on: true });
});

test('compression can be turned off where it was offered', () => {
  expect(story('rsv1-on-control')?.remedies[0]?.change).toEqual({ kind: 'deflate', on: false });
  expect(story('rsv1-on-control', {}, false)?.remedies.some(({ change }) => change !== undefined)).toBe(false);
});

test('reserved opcodes are named with their kind', () => {
  expect(story('opcode-reserved', { opcode: 3 })?.title).toBe('Frame 3 has the reserved data opcode 0x3');
  expect(story('opcode-reserved', { opcode: 15 })?.title).toBe('Frame 3 has the reserved control opcode 0xf');
});
