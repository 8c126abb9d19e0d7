import { expect, test } from 'vitest';
import { VIOLATIONS, type ViolationRule } from '../../../../src/protocol/violation.ts';
import { wireOffset } from '../../../../src/base/branded.ts';
import { framingViolations } from '../../../../src/diagnosis/rules/framing/framingViolations.ts';
import { violationKind } from '../../../../src/diagnosis/violationKind.ts';
import {
  closeFrame,
  closing,
  ended,
  frameHeader,
  frameViolation,
  opened,
  violation,
} from '../../../support/evidence.ts';

test('which frame, which bits, what a receiver must do', () => {
  const header = frameHeader({ masked: true, maskingKey: 1, payloadLength: 5 });
  const [diagnosis] = framingViolations(
    opened({
      violations: [
        frameViolation('frame-masked-by-server', 'The frame is masked.', 4, {
          header,
          bytes: Uint8Array.of(0x81, 0x85),
        }),
      ],
    }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'framing',
    cause: 'frame-masked-by-server',
    title: 'Frame 5 (text frame) from the server is masked; only clients mask',
  });
  expect(diagnosis?.explanation).toContain('The frame is masked.');
  expect(diagnosis?.explanation).toContain('with the code 1002 (protocol error)');
  const texts = diagnosis?.evidence.map(({ text }) => text).join('\n');
  expect(texts).toContain('81 85');
  expect(texts).toContain('frame 5 from the server, byte offset 0 of what it wrote');
  expect(texts).toContain('FIN 1, RSV1 0, RSV2 0, RSV3 0, opcode 0x1, MASK 1, length 5');
  expect(diagnosis?.evidence[0]?.source).toEqual({ kind: 'frame', frame: 4 });
});

test('two faults in one header are both told, their consequences are not', () => {
  const found = framingViolations(
    opened({
      violations: [
        frameViolation('frame-masked-by-server', 'Masked.', 0),
        frameViolation('opcode-reserved', 'Reserved.', 0),
        frameViolation('rsv2-set', 'Later.', 1),
        { violation: violation('framing-abandoned', 'Later.', { offset: wireOffset(90) }), frame: undefined },
      ],
    }),
  );
  expect(found.map(({ cause }) => cause)).toEqual(['frame-masked-by-server', 'opcode-reserved']);
});

test('what explains the rest at the same place leads alone, and the rest is quoted', () => {
  const found = framingViolations(
    opened({
      violations: [
        frameViolation('rsv2-set', 'RSV2 is set.', 0),
        frameViolation('framing-lost', 'Byte 0x3c hardly begins a frame.', undefined),
        frameViolation('text-instead-of-frames', 'The bytes are text: "<html>".', undefined),
      ],
    }),
  );
  expect(found.map(({ cause }) => cause)).toEqual(['text-instead-of-frames']);
  expect(found[0]?.evidence.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['at the same place: RSV2 is set.', 'at the same place: Byte 0x3c hardly begins a frame.']),
  );
});

test('what ended the connection leads what was let pass before it', () => {
  const found = framingViolations(
    opened({
      violations: [
        frameViolation('length-not-minimal', 'Long.', 0),
        frameViolation('length-not-minimal', 'Long.', 1),
        frameViolation('utf8-invalid', 'Bad.', 2),
      ],
    }),
  );
  expect(found.map(({ cause }) => cause)).toEqual(['utf8-invalid', 'length-not-minimal']);
});

test('a rule that was let pass is told even where nothing ended by it', () => {
  const clean = closing({
    first: closeFrame('server', 900, 1000),
    answer: closeFrame('client', 901, 1000),
    code: 1000,
    clean: true,
  });
  expect(
    framingViolations(opened({ closing: clean, violations: [frameViolation('data-after-close', 'Late.', 3)] })),
  ).toMatchObject([{ stage: 'closing', cause: 'data-after-close' }]);
});

test('our own broken frame counts only when the server took offence', () => {
  const ours = {
    violation: violation('frame-unmasked-by-client', 'Not masked.', { by: 'client' as const }),
    frame: undefined,
  };
  const first = closeFrame('server', 900, 1002, 'bad frame');
  const objected = closing({ first, answer: closeFrame('client', 901, 1002), code: 1002, clean: true });
  const found = framingViolations(opened({ violations: [ours], closing: objected }));
  expect(found).toMatchObject([{ cause: 'frame-unmasked-by-client' }]);
  expect(found[0]?.explanation).toContain('The server closed with 1002');
  expect(
    framingViolations(opened({ violations: [ours], closing: closing({ ended: ended('server', 'fin', 100) }) })),
  ).toHaveLength(1);
  expect(framingViolations(opened({ violations: [ours], closing: { ...objected, code: 1000 } }))).toEqual([]);
  expect(framingViolations(opened({ violations: [ours] }))).toEqual([]);
});

test('a broken head, a cut frame and our own limit are told elsewhere', () => {
  const rules = [
    'head-bare-lf',
    'accept-wrong',
    'body-chunk-malformed',
    'stream-ended-inside-frame',
    'deflate-cap',
  ] as const;
  expect(framingViolations(opened({ violations: rules.map((rule) => frameViolation(rule, 'x', undefined)) }))).toEqual(
    [],
  );
});

const streamRules = (Object.keys(VIOLATIONS) as ViolationRule[]).filter(
  (rule) => violationKind(rule) === 'stream' && rule !== 'stream-ended-inside-frame' && rule !== 'deflate-cap',
);

test.each(streamRules)('%s has a story of its own', (rule) => {
  const found = framingViolations(opened({ violations: [frameViolation(rule, 'The sentence.', 0)] }));
  expect(found).toMatchObject([{ cause: rule }]);
  expect(found[0]?.title).not.toBe('The sentence');
  expect(found[0]?.explanation.startsWith('The sentence.')).toBe(true);
});
