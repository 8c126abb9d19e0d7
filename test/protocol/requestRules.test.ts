import { describe, expect, it } from 'vitest';
import { judgeRequest } from '../../src/protocol/requestRules.ts';
import { request, requestOf } from './heads.ts';
import { requestText } from './recorder.ts';

const startLine = (line: string) => requestOf(requestText().replace('GET /chat HTTP/1.1', line));

describe('judgeRequest', () => {
  it('finds nothing in a good request', () => {
    expect(
      judgeRequest(request([], 'Sec-WebSocket-Protocol: a, b', 'Sec-WebSocket-Extensions: permessage-deflate')),
    ).toEqual([]);
    expect(judgeRequest(request(['Connection'], 'Connection: keep-alive, upgrade'))).toEqual([]);
    expect(judgeRequest(startLine('GET http://server.example.com/chat?x=1 HTTP/1.1'))).toEqual([]);
  });

  it.each([
    [startLine('POST /chat HTTP/1.1'), 'request-method', 'POST'],
    [startLine('GET /chat HTTP/1.0'), 'request-version', 'HTTP/1.0'],
    [startLine('GET chat HTTP/1.1'), 'request-target', 'neither'],
    [startLine('GET /chat#top HTTP/1.1'), 'request-target', 'fragment'],
    [request(['Host']), 'request-host', 'no Host'],
    [request([], 'Host: other'), 'request-host', '2 times'],
    [request(['Upgrade']), 'request-upgrade', 'websocket'],
    [request(['Connection']), 'request-connection', 'Upgrade'],
    [request(['Sec-WebSocket-Key']), 'request-key-missing', 'no Sec-WebSocket-Key'],
    [request([], 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='), 'request-key-duplicate', '2 times'],
    [request(['Sec-WebSocket-Key'], 'Sec-WebSocket-Key: short'), 'request-key-invalid', '24 characters'],
    [request(['Sec-WebSocket-Version']), 'request-version-header', 'missing'],
    [request(['Sec-WebSocket-Version'], 'Sec-WebSocket-Version: 8'), 'request-version-header', '"8"'],
    [request([], 'Sec-WebSocket-Version: 13'), 'request-version-header', '"13, 13"'],
    [request([], 'Sec-WebSocket-Protocol: a b'), 'request-subprotocol', 'no token'],
    [request([], 'Sec-WebSocket-Protocol: a, b', 'Sec-WebSocket-Protocol: a'), 'request-subprotocol', 'more than once'],
    [request([], 'Sec-WebSocket-Extensions: a b'), 'request-extensions', 'character 3'],
    [
      request([], 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=20'),
      'request-extensions',
      'from 8 to 15',
    ],
  ])('%#: names the broken rule', (head, rule, words) => {
    const found = judgeRequest(head);
    expect(found.map((violation) => violation.rule)).toEqual([rule]);
    expect(found[0]?.sentence).toContain(words);
    expect(found[0]?.by).toBe('client');
  });
});
