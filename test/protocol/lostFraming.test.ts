import { describe, expect, it } from 'vitest';
import { LostFraming, type LostHeader, type SearchOutcome } from '../../src/protocol/lostFraming.ts';
import type { Violation } from '../../src/protocol/violation.ts';
import { bytesOf, hex } from './recorder.ts';

const THREE = bytesOf(hex('81 03'), 'one', hex('81 03'), 'two', hex('81 05'), 'three');

function lose(more: Partial<LostHeader> = {}, header = hex('6c 6f')) {
  const told: Violation[] = [];
  const lost = new LostFraming(
    {
      by: 'server',
      offset: 100,
      headerLength: header.length,
      payloadLength: 111,
      firstOctet: header[0]!,
      previous: { opcode: 1, payloadLength: 3, lengthForm: 7 },
      ...more,
    },
    header,
    { deflate: false, messageOpen: false, openAfter: false },
    (violation) => told.push(violation),
  );
  return { lost, told, rules: () => told.map(({ rule }) => rule), last: () => told.at(-1)!.sentence };
}
const first = { previous: undefined };
const impossible = { payloadLength: Infinity };

describe('LostFraming', () => {
  it('says what makes no sense after what', () => {
    expect(lose().last()).toContain('After a text frame of 3 bytes, byte 0x6c at offset 100');
    expect(lose({ previous: { opcode: 2, payloadLength: 1, lengthForm: 7 } }).last()).toContain('of 1 byte,');
    expect(lose(first).last()).toContain('what follows the opening handshake');
    expect(lose(impossible).last()).toContain('the length at offset 100 cannot be right');
  });

  it('finds frames again and says by how much the length before was off', () => {
    const { lost, rules, last } = lose();
    expect(lost.push(hex('61'), 0)).toEqual({ outcome: { kind: 'searching' }, next: 1 });
    const { outcome } = lost.push(THREE, 0);
    expect(outcome).toEqual({ kind: 'found', at: 3, rest: Uint8Array.from(THREE) });
    expect(rules()).toEqual(['framing-lost', 'length-probably-off']);
    expect(last()).toContain(
      'At offset 103 frames make sense again: the length 3 of the text frame before was probably too small by 3.',
    );
  });

  it('sees that the length before was written the other way round', () => {
    const { lost, last } = lose({ previous: { opcode: 2, payloadLength: 2, lengthForm: 16 } });
    lost.push(bytesOf(new Uint8Array(508), THREE), 0);
    expect(last()).toContain('512 is 2 with its bytes in the other order.');
  });

  it('takes the header back when frames go on where it said', () => {
    const { lost, rules } = lose({ payloadLength: 2 });
    const { outcome } = lost.push(bytesOf('hi', THREE), 0);
    expect(outcome).toMatchObject({ kind: 'found', at: 4 });
    expect(lost.toldTruth(4)).toBe(true);
    expect(Buffer.from(lost.payload(4)).toString()).toBe('hi');
    expect(lost.received(4)).toBe(2);
    expect(rules()).toEqual(['framing-lost']);
  });

  it('gives up after a long search, and goes on counting', () => {
    const { lost, rules } = lose();
    const { outcome, next } = lost.push(new Uint8Array(70_000).fill(0x78), 0);
    expect(outcome).toEqual({ kind: 'given-up' });
    expect(next).toBe(65_534);
    expect(rules()).toEqual(['framing-lost', 'framing-abandoned']);
    lost.count(100);
    expect(lost.received()).toBe(111);
  });

  it('guesses at the end', () => {
    const short = lose();
    expect(short.lost.end()).toEqual({ kind: 'given-up' });
    expect(short.last()).toContain('was too small by 2');
    const long = lose();
    long.lost.push(new Uint8Array(5000).fill(0x78), 0);
    long.lost.end();
    expect(long.rules()).toEqual(['framing-lost']);
    const start = lose(first, hex('83 81'));
    start.lost.end();
    expect(start.rules()).toEqual(['framing-lost']);
    const whole = lose({ payloadLength: 2 });
    whole.lost.push(bytesOf('hi'), 0);
    expect(whole.lost.end()).toEqual({ kind: 'found', at: 4, rest: new Uint8Array(0) } satisfies SearchOutcome);
  });

  it('guesses at an impossible length', () => {
    const header = hex('81 7f 61 61 61 61 61 61 61 61');
    const classic = lose(impossible, header);
    classic.lost.push(bytesOf('a'.repeat(119)), 0);
    classic.lost.end();
    expect(classic.last()).toContain('the payload had 127 bytes');
    const other = lose(impossible, header);
    other.lost.push(bytesOf('abc'), 0);
    other.lost.end();
    expect(other.last()).toContain('the payload probably had 3 bytes');
    const none = lose(impossible, header);
    none.lost.end();
    expect(none.rules()).toEqual(['framing-lost']);
  });

  it.each([
    ['<html><body>502 Bad Gateway</body></html>', 'text-instead-of-frames', '"<html><body>502 Bad Gateway</bod"'],
    ['5\r\n\x81\x03one\r\n5\r\n\x81\x03two\r\n', 'chunks-instead-of-frames', '"5" is a chunk size'],
    ['\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\x04\0\0\xff\xff', 'http2-instead-of-frames', 'HTTP/2'],
  ])('recognises %j at the start, once', (text, rule, words) => {
    const bytes = Buffer.from(text, 'latin1');
    const { lost, rules, told } = lose({ ...first, firstOctet: bytes[0]! }, bytes.subarray(0, 2));
    lost.push(bytes.subarray(2), 0);
    lost.push(bytesOf('more'), 0);
    lost.end();
    expect(rules()).toEqual(['framing-lost', rule]);
    expect(told[1]?.sentence).toContain(words);
  });

  it('recognises nothing in other bytes, nor later in the stream', () => {
    const binary = lose(first, hex('0b 91'));
    binary.lost.push(Buffer.alloc(40, 0x91), 0);
    expect(binary.rules()).toEqual(['framing-lost']);
    const later = lose({}, bytesOf('<h'));
    later.lost.push(bytesOf('tml><body>502 Bad Gateway</body></html>'), 0);
    expect(later.rules()).toEqual(['framing-lost']);
  });

  it('does not name another protocol when frames were found sooner', () => {
    const { lost, rules } = lose(first, bytesOf('{}'));
    expect(lost.push(bytesOf(THREE, 'x'.repeat(40)), 0).outcome.kind).toBe('found');
    expect(rules()).toEqual(['framing-lost']);
  });
});
