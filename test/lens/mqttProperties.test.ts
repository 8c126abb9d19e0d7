import { expect, test } from 'vitest';
import { ByteReader } from '../../src/lens/byteReader.ts';
import { readProperties } from '../../src/lens/mqttProperties.ts';
import { lines } from '../support/lensInput.ts';

const reader = (...bytes: number[]): ByteReader => new ByteReader(Uint8Array.from(bytes));

test('one of each form', () => {
  const bytes = [1, 1, 33, 0, 9, 2, 0, 0, 0, 5, 11, 0x80, 1, 3, 0, 1, 0x78, 9, 0, 1, 0xff, 38, 0, 1, 0x6b, 0, 1, 0x76];
  expect(lines(readProperties(reader(bytes.length, ...bytes)) ?? [])).toEqual([
    'Properties',
    '  Payload format indicator: 1',
    '  Receive maximum: 9',
    '  Message expiry interval: 5',
    '  Subscription identifier: 128',
    '  Content type: x',
    '  Correlation data: ff',
    '  User property k: v',
  ]);
});

test('where there are none nothing is read', () => {
  for (const body of [
    reader(),
    reader(5, 1),
    reader(2, 99, 0),
    reader(4, 3, 0, 1, 0xff),
    reader(0xff, 0xff, 0xff, 0xff),
  ]) {
    expect(readProperties(body)).toBeUndefined();
    expect(body.at).toBe(0);
  }
  expect(readProperties(reader(0))).toEqual([]);
  expect(readProperties(reader(0), true)).toBeUndefined();
  expect(readProperties(reader(0, 7), true)).toEqual([]);
});
