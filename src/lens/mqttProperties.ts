import { ByteReader, BytesEnded, shortHex, utf8Text } from './byteReader.ts';
import type { LensField } from './reading.ts';

type Form = 'byte' | 'two bytes' | 'four bytes' | 'variable' | 'text' | 'bytes' | 'pair';

/** MQTT 5.0 §2.2.2.2. */
const PROPERTIES: Readonly<Record<number, readonly [name: string, form: Form]>> = {
  1: ['Payload format indicator', 'byte'],
  2: ['Message expiry interval', 'four bytes'],
  3: ['Content type', 'text'],
  8: ['Response topic', 'text'],
  9: ['Correlation data', 'bytes'],
  11: ['Subscription identifier', 'variable'],
  17: ['Session expiry interval', 'four bytes'],
  18: ['Assigned client identifier', 'text'],
  19: ['Server keep alive', 'two bytes'],
  21: ['Authentication method', 'text'],
  22: ['Authentication data', 'bytes'],
  23: ['Request problem information', 'byte'],
  24: ['Will delay interval', 'four bytes'],
  25: ['Request response information', 'byte'],
  26: ['Response information', 'text'],
  28: ['Server reference', 'text'],
  31: ['Reason string', 'text'],
  33: ['Receive maximum', 'two bytes'],
  34: ['Topic alias maximum', 'two bytes'],
  35: ['Topic alias', 'two bytes'],
  36: ['Maximum QoS', 'byte'],
  37: ['Retain available', 'byte'],
  38: ['User property', 'pair'],
  39: ['Maximum packet size', 'four bytes'],
  40: ['Wildcard subscription available', 'byte'],
  41: ['Subscription identifier available', 'byte'],
  42: ['Shared subscription available', 'byte'],
};

/**
 * Reads the properties of an MQTT 5.0 packet; undefined, with nothing read, where there are none that can be: then it is one of
 * MQTT 3.1.1. `guess`: what follows may be something else, so that an empty list is believed only when something follows it.
 */
export function readProperties(body: ByteReader, guess = false): LensField[] | undefined {
  const start = body.at;
  if (body.left === 0) return undefined;
  try {
    const length = variable(body);
    if (guess && length === 0 && body.left === 0) throw new BytesEnded('A payload of one NUL.');
    const inside = new ByteReader(body.bytes, body.at, body.at + length);
    body.take(length);
    const properties: LensField[] = [];
    while (inside.left > 0) properties.push(readProperty(inside));
    return length === 0 ? [] : [{ name: 'Properties', children: properties }];
  } catch (error) {
    if (!(error instanceof BytesEnded)) throw error;
    body.at = start;
    return undefined;
  }
}

function readProperty(reader: ByteReader): LensField {
  const property = PROPERTIES[reader.uint8()];
  if (property === undefined) throw new BytesEnded('No such property.');
  const [name, form] = property;
  switch (form) {
    case 'byte':
      return { name, value: String(reader.uint8()) };
    case 'two bytes':
      return { name, value: String(reader.uint16()) };
    case 'four bytes':
      return { name, value: String(reader.uint32()) };
    case 'variable':
      return { name, value: String(variable(reader)) };
    case 'text':
      return { name, value: text(reader) };
    case 'bytes':
      return { name, value: shortHex(reader.take(reader.uint16())) };
    case 'pair':
      return { name: `${name} ${text(reader)}`, value: text(reader) };
  }
}

function text(reader: ByteReader): string {
  const found = utf8Text(reader.take(reader.uint16()));
  if (found === undefined) throw new BytesEnded('A text that is no UTF-8.');
  return found;
}

function variable(reader: ByteReader): number {
  let value = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = reader.uint8();
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new BytesEnded('A length of more than four bytes.');
}
