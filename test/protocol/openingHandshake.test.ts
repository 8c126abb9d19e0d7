import { describe, expect, it } from 'vitest';
import { checkOpeningHandshake, computeAccept } from '../../src/protocol/openingHandshake.ts';
import { violationOf } from '../../src/protocol/violation.ts';
import { request, requestOf, response, responseOf } from './heads.ts';
import { ACCEPT, KEY, OFFER } from './recorder.ts';

describe('checkOpeningHandshake', () => {
  it('accepts a good one and says what was agreed on', () => {
    const result = checkOpeningHandshake(
      request([], OFFER, 'Sec-WebSocket-Protocol: chat'),
      response([], 'Sec-WebSocket-Extensions: permessage-deflate', 'Sec-WebSocket-Protocol: chat'),
    );
    expect(result).toMatchObject({
      accepted: true,
      violations: [],
      expectedAccept: ACCEPT,
      subprotocol: 'chat',
      extensions: 'permessage-deflate',
    });
    expect(computeAccept(KEY)).toBe(ACCEPT);
  });

  it('lets a client go on without the subprotocols it offered', () => {
    const result = checkOpeningHandshake(request([], 'Sec-WebSocket-Protocol: a, b'), response());
    expect(result).toMatchObject({ accepted: true, violations: [], subprotocol: undefined });
  });

  it.each([
    [response(['Upgrade'])],
    [response(['Sec-WebSocket-Accept'])],
    [response([], 'Sec-WebSocket-Protocol: unasked')],
    [response([], 'Sec-WebSocket-Extensions: x-zip')],
    [response([], 'this is no header')],
  ])('does not accept a 101 for which a client has to fail the connection (%#)', (head) => {
    const result = checkOpeningHandshake(request(), head);
    expect(result.accepted).toBe(false);
    expect(result.violations).toHaveLength(1);
  });

  it.each([
    [response([], 'Transfer-Encoding: chunked')],
    [response([], 'X-A: a\u0001b')],
    [response([], 'X-A: a', ' b')],
  ])('accepts a 101 with a fault that may be overlooked, and tells it (%#)', (head) => {
    const result = checkOpeningHandshake(request(), head);
    expect(result.accepted).toBe(true);
    expect(result.violations).toHaveLength(1);
  });

  it('accepts although the client broke a rule, and tells it', () => {
    const result = checkOpeningHandshake(request(['Host']), response());
    expect(result.accepted).toBe(true);
    expect(result.violations.map(({ rule }) => rule)).toEqual(['request-host']);
  });

  it('leaves any other status to HTTP', () => {
    const refusal = responseOf('HTTP/1.1 404 Not Found\r\nX-A: 1\r\n\r\n');
    expect(checkOpeningHandshake(request(), refusal)).toMatchObject({
      accepted: false,
      violations: [],
      expectedAccept: ACCEPT,
      deflate: undefined,
    });
  });

  it.each(['head-truncated', 'head-too-large', 'head-too-many-lines'] as const)(
    'does not say what is missing from a head of which the rest was not seen (%s)',
    (rule) => {
      const cut = { violations: [violationOf(rule, 'server', 0, 0, 'Cut.')] };
      const unfinished = { ...response(['Upgrade', 'Sec-WebSocket-Accept']), ...cut };
      expect(checkOpeningHandshake(request(), unfinished)).toMatchObject({ accepted: false, ...cut });
      expect(checkOpeningHandshake({ ...request(['Host']), ...cut }, response()).violations).toEqual(cut.violations);
    },
  );

  it('expects no accept value without a key', () => {
    const without = requestOf('GET / HTTP/1.1\r\n\r\n');
    expect(checkOpeningHandshake(without, response()).expectedAccept).toBeUndefined();
    expect(checkOpeningHandshake(without, responseOf('HTTP/1.1 400 Bad\r\n\r\n')).expectedAccept).toBeUndefined();
  });
});
