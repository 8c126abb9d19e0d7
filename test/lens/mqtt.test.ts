import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mqtt } from '../../src/lens/mqtt.ts';
import { binaryInput, lines } from '../support/lensInput.ts';

const subprotocol = 'mqtt';
const read = (hex: string) => mqtt(binaryInput(hex, { subprotocol }))!;

test('CONNECT of 3.1.1 with user name and password, which is not shown', () => {
  const reading = mqtt(binaryInput('10 16 00 04 4d 51 54 54 04 c2 00 3c 00 02 63 31 00 01 75 00 03 70 77 64'))!;
  expect(reading.summary).toBe('CONNECT, version 3.1.1, client c1');
  expect(lines(reading.fields)).toEqual([
    'Packet type: CONNECT',
    'Remaining length: 22',
    'Protocol: MQTT',
    'Clean start: yes',
    'Keep alive: 60 s',
    'Client id: c1',
    'User name: u',
    'Password: •••',
  ]);
});

test('CONNECT of 5.0 with properties and a will', () => {
  const reading = read(
    '10 1e 00 04 4d 51 54 54 05 06 00 0a 05 11 00 00 00 78 00 00 00 00 01 74 00 03 62 79 65 00 00 00',
  );
  expect(reading.summary).toBe('CONNECT, version 5.0, no client id');
  expect(lines(reading.fields).slice(6)).toEqual([
    'Properties',
    '  Session expiry interval: 120',
    'Will',
    '  Topic: t',
    '  Payload: bye',
    'More: 00 00 00',
  ]);
});

test('PUBLISH of either version, and its payload by its place', () => {
  const old = read('31 08 00 03 61 2f 62 68 65 79');
  expect(old.summary).toBe('PUBLISH, topic a/b, QoS 0, retained');
  expect(lines(old.fields).at(-1)).toBe('Payload: hey');
  const json = read('32 11 00 01 74 00 07 04 03 00 01 78 7b 22 61 22 3a 31 7d');
  expect(lines(json.fields).slice(2)).toEqual([
    'Topic: t',
    'QoS: 1',
    'Retain: no',
    'Duplicate: no',
    'Packet id: 7',
    'Properties',
    '  Content type: x',
    'Payload = {"a":1}',
  ]);
  expect(json.fields.at(-1)?.range).toEqual({ start: 12, end: 19 });
});

test('subscriptions and answers', () => {
  expect(read('82 06 00 01 00 01 74 01').summary).toBe('SUBSCRIBE, topic t');
  expect(read('82 07 00 01 00 00 01 74 01').summary).toBe('SUBSCRIBE, topic t');
  expect(read('90 03 00 01 01').summary).toBe('SUBACK, packet 1, QoS 1');
  expect(read('a2 05 00 01 00 01 74').summary).toBe('UNSUBSCRIBE, topic t');
  expect(read('40 02 00 07').summary).toBe('PUBACK, packet 7');
  expect(read('20 02 00 05').summary).toBe('CONNACK, refused: not authorized');
  expect(read('c0 00').summary).toBe('PINGREQ');
  expect(read('e0 00').summary).toBe('DISCONNECT');
  expect(read('e0 01 8d').summary).toBe('DISCONNECT, keep alive timeout');
});

test('several packets in a message, and a packet that goes on in the next', () => {
  const two = read('c0 00 d0 00');
  expect(two.summary).toBe('PINGREQ; PINGRESP');
  expect(lines(two.fields)[0]).toBe('Packet 1: PINGREQ');
  expect(read('30 7f 00 01').problem).toContain('the rest is in the next one');
  expect(read('00 00').problem).toContain('type 0 is reserved');
  expect(read('30 ff ff ff ff').problem).toContain('more than four bytes');
  expect(read('36 05 00 01 74 00 01').problem).toContain('QoS 3');
});

test('without the subprotocol only CONNECT counts', () => {
  for (const hex of ['c0 00', '30 05 00 01 74 68 69', '10 04 00 02 41 42', ''])
    expect(mqtt(binaryInput(hex))).toBeUndefined();
  expect(mqtt({ ...binaryInput('c0 00', { subprotocol }), opcode: 'text' })).toBeUndefined();
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void mqtt(binaryInput(bytes, { subprotocol }))),
    { numRuns: 1000 },
  );
});
