import assert from 'node:assert/strict';
import { readConnectRequest } from '../../src/host/connectRequest.ts';

describe('connectRequest', () => {
  it('takes a URL, a profile, and any options of the profile file', () => {
    assert.deepEqual(readConnectRequest('ws://h/'), { kind: 'options', options: { url: 'ws://h/' } });
    assert.deepEqual(readConnectRequest({ profile: 'Chat' }), {
      kind: 'profile',
      profile: { name: 'Chat', file: undefined },
    });
    assert.deepEqual(readConnectRequest({ url: 'ws://${host}/', headers: { A: 'b' }, deflate: false }), {
      kind: 'options',
      options: { url: 'ws://${host}/', headers: [['A', 'b']], deflate: false },
    });
  });

  const bad: readonly (readonly [unknown, RegExp])[] = [
    [undefined, /needs a URL/],
    [['ws://h/'], /needs a URL/],
    [5, /needs a URL/],
    ['ftp://h/', /ws:\/\//],
    [{}, /no "url"/],
    [{ url: 5 }, /a text in double quotes/],
    [{ url: 'ws://h/', headr: {} }, /"headers"\?/],
    [{ profile: 5 }, /name of a profile/],
    [{ profile: 'a', file: 5 }, /URI of a profile file/],
    [{ profile: 'a', url: 'ws://h/' }, /"url" cannot stand beside "profile"/],
  ];
  for (const [argument, words] of bad) {
    it(`says what is wrong with ${JSON.stringify(argument)}`, () => {
      assert.throws(() => readConnectRequest(argument), words);
    });
  }
});
