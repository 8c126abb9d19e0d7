import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messagePack } from '../../src/lens/messagePack.ts';
import { binaryInput, lines } from '../support/lensInput.ts';

test('a map of every kind of value', () => {
  // {"a":1,"b":-1,"c":[true,nil,1.5],"d":bin 00 ff,"e":2^64-1,"f":time 0}
  const hex =
    '86 a1 61 01 a1 62 ff a1 63 93 c3 c0 ca 3f c0 00 00 a1 64 c4 02 00 ff a1 65 cf ff ff ff ff ff ff ff ff a1 66 d6 ff 00 00 00 00';
  const reading = messagePack(binaryInput(hex))!;
  expect(reading).toMatchObject({ protocol: 'MessagePack', summary: 'map of 6' });
  expect(lines(reading.fields)).toEqual([
    '"a": 1',
    '"b": -1',
    '"c"',
    '  0: true',
    '  1: nil',
    '  2: 1.5',
    '"d": 00 ff',
    '"e": 18446744073709551615',
    '"f": 1970-01-01T00:00:00.000Z',
  ]);
  expect(reading.fields[0]?.range).toEqual({ start: 3, end: 4 });
});

test('each length of each type', () => {
  const one = (hex: string): string[] => lines(messagePack(binaryInput(hex, { subprotocol: 'msgpack' }))!.fields);
  expect(one('d9 01 41')).toEqual(['Value: "A"']);
  expect(one('da 00 01 41')).toEqual(['Value: "A"']);
  expect(one('db 00 00 00 01 41')).toEqual(['Value: "A"']);
  expect(one('a1 ff')).toEqual(['Value: ff']);
  expect(one('d0 80')).toEqual(['Value: -128']);
  expect(one('d1 80 00')).toEqual(['Value: -32768']);
  expect(one('d2 80 00 00 00')).toEqual(['Value: -2147483648']);
  expect(one('d3 80 00 00 00 00 00 00 00')).toEqual(['Value: -9223372036854775808']);
  expect(one('cc ff')).toEqual(['Value: 255']);
  expect(one('cd ff ff')).toEqual(['Value: 65535']);
  expect(one('ce ff ff ff ff')).toEqual(['Value: 4294967295']);
  expect(one('cb 3f f8 00 00 00 00 00 00')).toEqual(['Value: 1.5']);
  expect(one('c5 00 01 07')).toEqual(['Value: 07']);
  expect(one('c6 00 00 00 01 07')).toEqual(['Value: 07']);
  expect(one('d4 05 07')).toEqual(['Value: 07']);
  expect(one('c7 0c ff 00 00 00 00 00 00 00 00 00 00 00 01')).toEqual(['Value: 1970-01-01T00:00:01.000Z']);
  expect(one('d7 ff 00 00 00 00 00 00 00 02')).toEqual(['Value: 1970-01-01T00:00:02.000Z']);
  expect(one('c2 c3')).toEqual(['Value 1: false', 'Value 2: true']);
  expect(one('dc 00 01 01')).toEqual(['0: 1']);
  expect(one('dd 00 00 00 01 01')).toEqual(['0: 1']);
  expect(one('de 00 01 01 02')).toEqual(['1: 2']);
  expect(one('df 00 00 00 01 01 02')).toEqual(['1: 2']);
});

test('without a telling subprotocol only a container that fills the message counts', () => {
  for (const hex of ['01', '81 a1 61', '81 a1 61 01 01', 'c1', '68 65 6c 6c 6f', '93 c1 c1 c1', 'dd ff ff ff ff'])
    expect(messagePack(binaryInput(hex))).toBeUndefined();
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      messagePack(binaryInput(bytes));
      messagePack(binaryInput(bytes, { subprotocol: 'msgpack' }));
    }),
    { numRuns: 1000 },
  );
});
