import { expect, test } from 'vitest';
import { frameId } from '../../../../src/base/branded.ts';
import type { FrameHeader } from '../../../../src/protocol/frame.ts';
import type { ViolationRule } from '../../../../src/protocol/violation.ts';
import { compression } from '../../../../src/diagnosis/rules/framing/compression.ts';
import { evidence, frameHeader, violation } from '../../../support/evidence.ts';

function story(rule: ViolationRule, header: Partial<FrameHeader> = {}, deflate = true, bytes?: Uint8Array) {
  const tell = compression[rule];
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
  ['deflate-not-compressed', 'its payload is not', 1007],
  ['deflate-garbage', 'not valid DEFLATE', 1007],
  ['deflate-truncated', 'ends inside a block', 1007],
  ['deflate-empty', 'no payload', 1007],
  ['deflate-window', 'beyond the agreed window', 1007],
  ['deflate-context', 'earlier messages', 1007],
  ['deflate-trailing', 'final block', 1007],
] as const)('%s: %s', (rule, title, code) => {
  const told = story(rule);
  expect(told?.title).toContain(title);
  expect(told?.code).toBe(code);
  expect(told?.likelyCauses.length).toBeGreaterThan(0);
});

test('compression can be turned off where it was offered', () => {
  expect(story('deflate-garbage')?.remedies[0]?.change).toEqual({ kind: 'deflate', on: false });
  expect(story('deflate-garbage', {}, false)?.remedies).toEqual([]);
});

test('an innocent message after it is spoken of', () => expect(story('deflate-truncated')?.more).toContain('innocent'));
