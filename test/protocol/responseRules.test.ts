import { describe, expect, it } from 'vitest';
import { judgeResponse, judgeSubprotocol } from '../../src/protocol/responseRules.ts';
import { request, response, responseOf } from './heads.ts';
import { ACCEPT, responseText } from './recorder.ts';

describe('judgeResponse', () => {
  it.each([
    response(),
    response(['Connection'], 'Connection: keep-alive, upgrade'),
    response(['Upgrade'], 'Upgrade: WebSocket'),
  ])('finds nothing in a good response (%#)', (head) => {
    expect(judgeResponse(request(), head)).toEqual([]);
  });

  it.each([
    [response(['Upgrade']), 'upgrade-missing', 'no Upgrade header'],
    [response(['Upgrade'], 'Upgrade: h2c'), 'upgrade-wrong', 'switched to "h2c"'],
    [response(['Upgrade'], 'Upgrade: websocket, h2c'), 'upgrade-wrong', 'several protocols'],
    [response(['Connection']), 'connection-missing', 'no Connection header'],
    [response(['Connection'], 'Connection: close'), 'connection-wrong', '"close"'],
    [response(['Sec-WebSocket-Accept']), 'accept-missing', `expected "${ACCEPT}"`],
    [response([], `Sec-WebSocket-Accept: ${ACCEPT}`), 'accept-duplicate', 'each time the same'],
    [
      response(['Sec-WebSocket-Accept'], `Sec-WebSocket-Accept: ${ACCEPT.toLowerCase()}`),
      'accept-wrong',
      'letter case',
    ],
    [responseOf(responseText().replace('HTTP/1.1', 'HTTP/1.0')), 'head-version', 'HTTP/1.0'],
    [response([], 'Transfer-Encoding: chunked'), 'switching-transfer-encoding', 'chunked'],
    [response([], 'Content-Length: 0'), 'switching-content-length', 'Content-Length: 0'],
  ])('%#: names the broken rule', (head, rule, words) => {
    const found = judgeResponse(request(), head);
    expect(found.map((violation) => violation.rule)).toEqual([rule]);
    expect(found[0]?.sentence).toContain(words);
    expect(found[0]?.by).toBe('server');
  });

  it('says both when a second value is another one', () => {
    const found = judgeResponse(request(), response([], 'Sec-WebSocket-Accept: nonsense'));
    expect(found.map(({ rule }) => rule)).toEqual(['accept-duplicate', 'accept-wrong']);
    expect(found[0]?.sentence).toContain('different values');
  });

  it('judges by an empty key when the request has none', () => {
    const [found] = judgeResponse(request(['Sec-WebSocket-Key']), response());
    expect(found?.rule).toBe('accept-wrong');
  });

  it('gives the place of the header', () => {
    const head = response(['Upgrade'], 'Upgrade: h2c');
    const [found] = judgeResponse(request(), head);
    const raw = Buffer.from(head.raw).toString('latin1');
    expect(raw.slice(found!.offset, found!.offset + found!.length)).toBe('Upgrade: h2c');
  });
});

describe('judgeSubprotocol', () => {
  const offer = request([], 'Sec-WebSocket-Protocol: chat.v1, chat.v2');

  it('takes the chosen one, and none', () => {
    expect(judgeSubprotocol(offer, response([], 'Sec-WebSocket-Protocol: chat.v2'))).toEqual({
      chosen: 'chat.v2',
      violations: [],
    });
    expect(judgeSubprotocol(offer, response())).toEqual({ chosen: undefined, violations: [] });
  });

  it.each([
    [request(), 'chat.v1', 'subprotocol-unasked', 'offered none'],
    [offer, 'chat.v3', 'subprotocol-not-offered', '"chat.v1", "chat.v2"'],
    [offer, 'Chat.V1', 'subprotocol-not-offered', 'letter case only'],
    [offer, 'chat.v1, chat.v2', 'subprotocol-several', 'several'],
  ])('%#: names the broken rule', (head, value, rule, words) => {
    const { violations, chosen } = judgeSubprotocol(head, response([], `Sec-WebSocket-Protocol: ${value}`));
    expect(chosen).toBe(value);
    expect(violations.map((violation) => violation.rule)).toEqual([rule]);
    expect(violations[0]?.sentence).toContain(words);
  });

  it('counts several lines as several values', () => {
    const head = response([], 'Sec-WebSocket-Protocol: chat.v1', 'Sec-WebSocket-Protocol: chat.v1');
    expect(judgeSubprotocol(offer, head).violations.map(({ rule }) => rule)).toEqual(['subprotocol-several']);
  });
});
