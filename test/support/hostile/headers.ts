import type { ViolationRule } from '../../../src/protocol/violation.ts';
import { text } from './bytes.ts';
import { head, switching } from './heads.ts';
import type { HostileKind, HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';
import type { Peer } from './peer.ts';

/** A 101 with these lines besides the right ones, then a greeting. */
const withLines = (
  id: string,
  kind: HostileKind,
  says: readonly RegExp[],
  lines: readonly string[],
  rules: readonly ViolationRule[] = [],
): HostileScript => ({
  id,
  kind,
  says,
  rules,
  stages: kind === 'valid' ? [] : ['http', 'upgrade'],
  speak: async (peer) => {
    await peer.write(switching(peer, { more: lines }), text('hello'));
    await peer.behave();
  },
});

const folded = (peer: Peer): string =>
  switching(peer, { accept: null }).replace(/\r\n$/, `Sec-WebSocket-Accept:\r\n ${peer.accept}\r\n\r\n`);

const numbered = (count: number, line: (n: number) => string): string[] =>
  Array.from({ length: count }, (_none, n) => line(n));

/** Header lines of a 101: malformed, folded, too long, too many (RFC 9112 §5, RFC 9110 §5). */
export const headerCases = inGroup('handshake', [
  withLines(
    'header-no-colon',
    'violation',
    [/ThisIsNotAHeader/, /line 4|line/i],
    ['ThisIsNotAHeader'],
    ['head-colon-missing'],
  ),
  withLines('header-nul-value', 'violation', [/X-A/, /0x00|NUL|\\0|\\x00/i], ['X-A: a\0b'], ['head-value-control']),
  withLines(
    'header-ctl-value',
    'violation',
    [/X-A/, /control|0x01|0x1b/i],
    ['X-A: a\x01\x1b[31mb'],
    ['head-value-control'],
  ),
  withLines('header-utf8-value', 'valid', [], ['X-Name: Zürich ☃']),
  {
    id: 'header-obs-fold',
    kind: 'violation',
    rules: ['head-line-folded'],
    says: [/fold/i, /Sec-WebSocket-Accept|line/i],
    stages: ['http', 'upgrade'],
    speak: async (peer) => {
      await peer.write(folded(peer), text('hello'));
      await peer.behave();
    },
  },
  withLines('header-huge-line', 'limit', [/16 KiB|16384|16,384/i], [`X-Huge: ${'a'.repeat(100 * 1024)}`]),
  withLines(
    'header-too-many',
    'limit',
    [/16 KiB|16384|16,384/i, /300\d|3,00\d/],
    numbered(3000, (n) => `X-${String(n).padStart(4, '0')}: abcd`),
  ),
  withLines(
    'header-many-under-limit',
    'valid',
    [],
    numbered(2100, () => 'a:b'),
  ),
  {
    id: 'header-endless',
    kind: 'limit',
    says: [/header/i, /limit|16 KiB|16384|16,384/i],
    stages: ['http'],
    speak: async (peer) => {
      await peer.write(head('HTTP/1.1 101 Switching Protocols', ['Upgrade: websocket']).replace(/\r\n$/, ''));
      const line = `X-Filler: ${'a'.repeat(1012)}\r\n`;
      for (;;) {
        await peer.write(line.repeat(64));
        await peer.wait(20);
      }
    },
  },
]);
