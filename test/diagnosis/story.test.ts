import { expect, test } from 'vitest';
import { frameId } from '../../src/base/branded.ts';
import { byHand, frameName, frameTitle, side, who, type Telling } from '../../src/diagnosis/story.ts';
import { evidence, frameHeader, violation } from '../support/evidence.ts';

const telling: Telling = {
  violation: violation('rsv2-set', 'x'),
  frame: frameId(2),
  number: 3,
  header: frameHeader({ opcode: 1 }),
  bytes: undefined,
  evidence: evidence(),
};

test('a frame is named by its number, counted from 1, and its kind', () => {
  expect(frameName(telling)).toBe('frame 3 (text frame)');
  expect(frameTitle({ ...telling, header: frameHeader({ opcode: 9 }) })).toBe('Frame 3 (ping frame)');
  expect(frameName({ ...telling, header: undefined })).toBe('frame 3');
  expect(frameName({ ...telling, number: undefined })).toBe('the stream');
});

test('who broke the rule', () => {
  expect([who(telling), side(telling)]).toEqual(['The server', 'the server']);
  const ours = { ...telling, violation: violation('rsv2-set', 'x', { by: 'client' }) };
  expect([who(ours), side(ours)]).toEqual(['We', 'the client']);
  expect(byHand.cause).toContain('by hand');
});
