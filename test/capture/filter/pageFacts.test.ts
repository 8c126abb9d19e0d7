import { expect, it } from 'vitest';
import { pageFacts } from '../../../src/capture/filter/pageFacts.ts';
import { utf8 } from '../../support/captureStreams.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

it('tells of attempts, messages, rules and the frame before', async () => {
  const conversation = new Conversation()
    .open()
    .frames(
      'server',
      { opcode: 1, fin: false, payload: utf8('abc') },
      { opcode: 0, payload: utf8('de') },
      { opcode: 3 },
    )
    .end('server', 'reset')
    .end('client');
  const capture = await captureOf(conversation);
  const facts = pageFacts(capture.reader(), 1);
  expect([facts.first, facts.count, facts.atBefore]).toEqual([0, 3, NaN]);
  expect(facts.brokeOffAfter).toEqual([2]);
  expect(facts.attemptOf(0)).toBe(1);
  expect(facts.messageLength(1)).toBe(5);
  expect(facts.messageLength(2)).toBe(0);
  expect(facts.violationsOf(2).map(({ rule }) => rule)).toContain('opcode-reserved');
});
