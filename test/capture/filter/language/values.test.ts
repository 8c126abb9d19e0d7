import { describe, expect, it } from 'vitest';
import { keyNamed } from '../../../../src/capture/filter/language/keys.ts';
import { readValue } from '../../../../src/capture/filter/language/values.ts';

const read = (key: string, value: string) => readValue(keyNamed(key)!, value);

describe('readValue', () => {
  it.each([
    ['from', 'server,client', { kind: 'from', from: ['client', 'server'] }],
    ['from', 'Client', { kind: 'from', from: ['client'] }],
    ['opcode', 'text,0x3,9', { kind: 'opcode', opcodes: [1, 3, 9] }],
    ['opcode', 'ping,0xF,control', { kind: 'opcode', opcodes: [8, 9, 10, 11, 12, 13, 14, 15] }],
    ['masked', 'true', { kind: 'flag', key: 'masked', set: true }],
    ['fin', '0', { kind: 'flag', key: 'fin', set: false }],
    ['fragment', 'last', { kind: 'fragment', place: 'last' }],
    ['rsv', '1,3', { kind: 'rsv', bits: 5 }],
    ['rsv', 'none', { kind: 'rsv', bits: 0 }],
    ['violation', 'any', { kind: 'violation', rules: [] }],
    ['violation', 'rsv1-set,framing-lost', { kind: 'violation', rules: ['rsv1-set', 'framing-lost'] }],
    ['close', 'any', { kind: 'close', codes: [] }],
    [
      'close',
      '1006,4000..4999',
      {
        kind: 'close',
        codes: [
          { kind: 'is', value: 1006 },
          { kind: 'between', min: 4000, max: 4999 },
        ],
      },
    ],
    ['hex', '0a0B', { kind: 'bytes', bytes: Uint8Array.of(10, 11) }],
    ['hex', '"0a 0b"', { kind: 'bytes', bytes: Uint8Array.of(10, 11) }],
    ['time', '+5s..+10s', { kind: 'number', key: 'time', ranges: [{ kind: 'between', min: 5e6, max: 1e7 }] }],
    [
      'time',
      '>2026-01-31T12:00Z',
      {
        kind: 'number',
        key: 'date',
        ranges: [{ kind: 'above', value: Date.UTC(2026, 0, 31, 12) * 1000, inclusive: false }],
      },
    ],
    [
      'length',
      '0,>1k',
      {
        kind: 'number',
        key: 'length',
        ranges: [
          { kind: 'is', value: 0 },
          { kind: 'above', value: 1024, inclusive: false },
        ],
      },
    ],
  ])('%s:%s', (key, value, condition) => {
    expect(read(key, value)).toEqual({ ok: true, condition });
  });

  it.each([
    ['from', '', 0, '"from:" needs a value, such as from:client.'],
    ['from', 'clinet', 0, '"from:" takes client or server, not "clinet". Did you mean "client"?'],
    ['from', 'client,', 7, '"from:" takes client or server, not "".'],
    ['opcode', 'text,pnig', 5, expect.stringContaining('Did you mean "ping"?') as string],
    ['opcode', 'toString', 0, expect.stringContaining('takes') as string],
    ['opcode', '16', 0, expect.stringContaining('0 to 15') as string],
    ['masked', 'ys', 0, '"masked:" takes yes or no, not "ys". Did you mean "yes"?'],
    ['rsv', '1,none', 2, expect.stringContaining('stands alone') as string],
    ['rsv', '4', 0, expect.stringContaining('"rsv:" takes') as string],
    ['violation', 'framing-lst', 0, expect.stringContaining('Did you mean "framing-lost"?') as string],
    ['close', '1006,x', 5, expect.stringContaining('whole number') as string],
    ['hex', '0axx', 2, expect.stringContaining('hexadecimal digit') as string],
    ['hex', '"0a b"', 4, expect.stringContaining('stands alone') as string],
    ['hex', '"0a', 0, expect.stringContaining('never closed') as string],
    ['hex', '""', 0, expect.stringContaining('At least one byte') as string],
    ['length', '1k..x', 4, expect.stringContaining('number of bytes') as string],
  ])('%s:%s is refused at %i', (key, value, offset, message) => {
    expect(read(key, value)).toEqual({ ok: false, offset, message });
  });
});
