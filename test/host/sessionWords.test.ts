import assert from 'node:assert/strict';
import { sessionDetails, sessionSummary, sessionWords } from '../../src/host/sessionWords.ts';
import { sessionSnapshot } from '../support/fakeEngine.ts';

describe('sessionWords', () => {
  it('has a word and an icon of its own for every state', () => {
    const words = [
      sessionWords(sessionSnapshot({ state: 'connecting' })),
      sessionWords(sessionSnapshot({ state: 'open' })),
      sessionWords(sessionSnapshot({ state: 'closing' })),
      sessionWords(sessionSnapshot({ state: 'closed' })),
      sessionWords(sessionSnapshot({ state: 'failed' })),
      sessionWords(sessionSnapshot({ state: 'failed', cancelled: true })),
      sessionWords(sessionSnapshot({ state: 'connecting', retry: { number: 1, of: 2, at: 0 } })),
      sessionWords(sessionSnapshot({ state: 'closed', opened: { trouble: [], interruption: 'window' } })),
    ].map(({ word }) => word);
    const ended = ['Closing', 'Closed', 'Failed', 'Cancelled', 'Waiting to retry', 'Ended'];
    assert.deepEqual(words, ['Connecting', 'Open', ...ended]);
  });

  it('counts the frames of both sides', () => {
    const client = { frames: 1, messages: 1, wireBytes: 11, payloadBytes: 5 };
    assert.equal(sessionSummary(sessionSnapshot()), 'Open');
    assert.equal(sessionSummary(sessionSnapshot({ client })), 'Open, 1 frame');
    assert.equal(
      sessionSummary(sessionSnapshot({ client, server: { ...client, frames: 1203 } })),
      'Open, 1,204 frames',
    );
  });

  it('says in full what is known, and how it ended', () => {
    const close = { code: 1001, reason: 'away', by: 'server', clean: true };
    const details = sessionDetails(sessionSnapshot({ state: 'closed', close, violations: 2 }));
    assert.match(details, /^Echo\nws:\/\/127\.0\.0\.1:1\/echo\nClosed\nFrom client: 0 messages/);
    assert.match(details, /Broken rules: 2\nClosed with code 1001$/);
  });
});
