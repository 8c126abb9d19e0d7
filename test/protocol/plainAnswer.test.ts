import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wireOffset } from '../../src/base/branded.ts';
import { computeAccept } from '../../src/protocol/acceptValue.ts';
import { parseRequestHead, parseResponseHead } from '../../src/protocol/httpHeadParser.ts';
import { checkOpeningHandshake } from '../../src/protocol/openingHandshake.ts';
import { isPlainAnswer } from '../../src/protocol/plainAnswer.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const request = parseRequestHead(
  Buffer.from(
    [
      'GET / HTTP/1.1',
      'Host: a',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${KEY}`,
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
      '',
      '',
    ].join('\r\n'),
  ),
  wireOffset(0),
);
const usual = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${computeAccept(KEY)}`];
const answer = (...lines: readonly string[]): Buffer =>
  Buffer.from(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'), 'latin1');

const accepted = (bytes: Buffer): boolean =>
  checkOpeningHandshake(request, parseResponseHead(bytes, wireOffset(0))).accepted;

test.each([
  ['the usual lines', answer(...usual), true],
  ['with compression', answer(...usual, 'Sec-WebSocket-Extensions: permessage-deflate'), true],
  ['with lines that have no rules here', answer('Date: today', ...usual, 'Server: x', 'Set-Cookie: a=b; c'), true],
  ['in other letters', answer(...usual.map((line) => line.replace(/^[^:]*/, (name) => name.toUpperCase()))), true],
  ['a frame behind it', Buffer.concat([answer(...usual), Buffer.from([0x81, 0])]), false],
  [
    'another reason',
    Buffer.from(
      answer(...usual)
        .toString()
        .replace('Switching Protocols', 'Fine'),
    ),
    false,
  ],
  ['a line missing', answer(...usual.slice(1)), false],
  ['a line twice', answer(...usual, 'Upgrade: websocket'), false],
  ['a subprotocol', answer(...usual, 'Sec-WebSocket-Protocol: chat'), false],
  ['parameters', answer(...usual, 'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover'), false],
  ['a body', answer(...usual, 'Content-Length: 0'), false],
  ['a folded line', answer(...usual, 'X: a', ' b'), false],
  ['a name that is none', answer(...usual, 'X : a'), false],
  ['octets that are no text', answer(...usual, 'X: \u00fc'), false],
  ['half of it', answer(...usual).subarray(0, 40), false],
])('%s', (_, bytes, expected) => {
  expect(isPlainAnswer(bytes)).toBe(expected);
});

test('what it takes for plain is accepted by the full judgement', () => {
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...usual) },
    fc.constantFrom(
      'Sec-WebSocket-Extensions: permessage-deflate',
      'Sec-WebSocket-Extensions: x',
      'Sec-WebSocket-Protocol: chat',
      'Content-Length: 0',
      'Transfer-Encoding: chunked',
      'Upgrade: h2c',
      'Connection: keep-alive, Upgrade',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 12 }),
    fc.tuple(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 })).map(([name, value]) => `${name}: ${value}`),
  );
  const spoiled = fc
    .tuple(fc.array(line, { maxLength: 4 }), fc.nat(), fc.option(fc.nat(255)))
    .map(([more, at, byte]) => {
      const bytes = answer(...usual, ...more);
      if (byte !== null) bytes[at % bytes.length] = byte;
      return bytes;
    })
    // That the value is the right one is not its matter.
    .filter((bytes) => bytes.includes(computeAccept(KEY)));
  fc.assert(
    fc.property(spoiled, (bytes) => {
      if (isPlainAnswer(bytes)) expect(accepted(bytes)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
