import assert from 'node:assert/strict';
import { shownValue } from '../../src/host/shownValue.ts';

describe('shownValue', () => {
  it('masks what name or value show to be secret, and what is secret in a URL', () => {
    assert.equal(shownValue('token', 'hunter2'), '•••');
    assert.equal(shownValue('id', '9fQ2xLm47ZbTq81RkV0c'), '•••');
    assert.equal(shownValue('where', 'wss://ann:hunter2@h.test/?sig=hunter2'), 'wss://•••@h.test/?sig=•••');
    assert.equal(shownValue('note', 'sent Bearer hunter2hunter2'), 'sent Bearer •••');
  });

  it('shows what is none, and where a secret comes from', () => {
    assert.equal(shownValue('host', 'h.test:9001'), 'h.test:9001');
    assert.equal(shownValue('token', '${secret:t}'), '${secret:t}');
  });
});
