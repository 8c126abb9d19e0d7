import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { requestOfLink, uriHandler } from '../../src/host/uriHandler.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const link = (query: string, path = '/connect') => ({ path, query });
const q = (url: string): string => `url=${encodeURIComponent(url)}`;

describe('uriHandler', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('takes an address and subprotocols', () => {
    assert.deepEqual(requestOfLink(link(`${q('wss://h/x?room=1')}&subprotocol=a&subprotocol=b`)), {
      kind: 'options',
      options: { url: 'wss://h/x?room=1', subprotocols: ['a', 'b'] },
    });
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /no "url"/],
    [`${q('ws://h/')}&${q('ws://i/')}`, /more than one/],
    [`${q('ws://h/')}&header=A`, /sets "header"/],
    [`${q('ws://h/')}&profile=A`, /sets "profile"/],
    [q('ws://u:hunter2@h/'), /user name or password/],
    [q('ws://hunter2@h/'), /user name or password/],
    [q('ws://h/?access_token=hunter2'), /"access_token"/],
    [q('ws://h/?a=1&api_key=hunter2'), /"api_key"/],
    [q('ws://h/${env:PATH}'), /variables/],
    [`${q('ws://h/')}&subprotocol=${encodeURIComponent('${secret:a}')}`, /variables/],
    [q('file:///etc/passwd'), /ws:\/\//],
    [q('ws+unix:/run/docker.sock:/'), /ws:\/\//],
    [q('ws://h/#x'), /fragment/],
  ];
  for (const [query, words] of refused) {
    it(`refuses ${query}, with the reason and without the secret`, () => {
      assert.throws(
        () => requestOfLink(link(query)),
        (error: Error) => words.test(error.message) && !error.message.includes('hunter2'),
      );
    });
  }

  it('means nothing on another path', () => {
    assert.throws(() => requestOfLink(link(q('ws://h/'), '/send')), /mean nothing/);
  });

  it('asks before it connects, and tells what it refuses', async () => {
    const connected: unknown[] = [];
    const problems: unknown[] = [];
    const handler = uriHandler(
      (request) => Promise.resolve(connected.push(request)),
      (error) => void problems.push(error),
    );
    const uri = Uri.parse('vscode://websocket-inspector.websocket-inspector/connect').with({ query: q('ws://h/') });
    const answers = [undefined, 'Connect'];
    const asked: unknown[][] = [];
    cleanup.replace('showWarningMessage', (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve(answers.shift());
    });
    await handler.handleUri(uri);
    assert.deepEqual(connected, []);
    await handler.handleUri(uri);
    assert.equal(connected.length, 1);
    assert.equal(asked[0]?.[0], 'Connect to ws://h/?');
    await handler.handleUri(uri.with({ query: q('ws://u:p@h/') }));
    assert.deepEqual([asked.length, connected.length, problems.length], [2, 1, 1]);
  });
});
