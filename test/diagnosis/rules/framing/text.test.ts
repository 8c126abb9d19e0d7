import { expect, test } from 'vitest';
import { frameId, wireOffset } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { describeUtf8Fault, utf8FaultOf } from '../../../../src/protocol/utf8.ts';
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

const frame = (...payload: number[]) => Uint8Array.of(0x81, payload.length, ...payload);
const firstCause = (bytes: Uint8Array | undefined, offset: number, header: Partial<FrameHeader> = {}, says = '') =>
  text['utf8-invalid']?.({
    violation: violation('utf8-invalid', says, { offset: wireOffset(offset) }),
    frame: frameId(2),
    number: 3,
    header: frameHeader({ wireOffset: wireOffset(100), ...header }),
    bytes,
    evidence: evidence(),
  }).likelyCauses[0]?.cause;

test('a lone byte among ASCII is a letter of another encoding', () => {
  const latin1 = frame(0x63, 0x61, 0x66, 0xe9, 0x20, 0x21);
  expect(firstCause(latin1, 105)).toContain('Latin-1');
  expect(firstCause(latin1, 105, { rsv1: true })).toContain('Binary');
  expect(firstCause(frame(0x63, 0xe9, 0xff), 103)).toContain('Binary');
  expect(firstCause(frame(0x00, 0x01, 0xe9, 0x20), 104)).toContain('Binary');
});

test.each([
  ['caf\xe9 au lait', 'Latin-1'],
  ['gr\xfcn', 'Latin-1'],
  ['it\x92s', 'Latin-1'],
  ['\xe9t\xe9', 'Binary'],
  ['ab\xff\xfe', 'Binary'],
  ['ab\xe2\x82 cd', 'Binary'],
])('without the bytes the sentence tells it: %j', (letters, cause) => {
  const fault = utf8FaultOf(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)))!;
  const sentence = `The text is not UTF-8 at byte ${fault.offset} of the message: ${describeUtf8Fault(fault)}.`;
  expect(firstCause(undefined, 0, {}, sentence)).toContain(cause);
});

test('binary sent as text is the likeliest', () =>
  expect(story('utf8-invalid')?.likelyCauses[0]?.cause).toContain('Binary'));
