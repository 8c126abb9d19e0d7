import { ByteReader, BytesEnded, shortHex, utf8Text } from './byteReader.ts';
import type { Lens, LensField } from './reading.ts';

/** Deeper nesting, or more values, than this is no message that somebody reads as a tree. */
const MAX_DEPTH = 64;
const MAX_VALUES = 20_000;

interface Value {
  readonly text: string | undefined;
  readonly kind: string;
  readonly children: readonly LensField[] | undefined;
}

/**
 * MessagePack: one value, or several after another, that fill the message exactly. Any byte begins some value, so that without a telling
 * subprotocol only a map or a list counts.
 */
export const messagePack: Lens = ({ bytes, opcode, subprotocol }) => {
  if (opcode !== 'binary' || bytes.length === 0) return undefined;
  const agreed = /m(sg|essage)-?pack/i.test(subprotocol ?? '');
  const first = bytes[0] ?? 0;
  const container = (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
  if (!agreed && (!container || bytes.length < 3)) return undefined;
  const reader = new ByteReader(bytes);
  const budget = { values: 0 };
  const fields: LensField[] = [];
  try {
    while (reader.left > 0) fields.push(readField(reader, `Value ${fields.length + 1}`, 0, budget));
  } catch (error) {
    if (!(error instanceof BytesEnded || error instanceof NotMessagePack)) throw error;
    return undefined;
  }
  const [only] = fields;
  if (only === undefined || (!agreed && fields.length > 1)) return undefined;
  return {
    protocol: 'MessagePack',
    summary: fields.length === 1 ? (only.note ?? '') : `${fields.length} values`,
    fields: fields.length === 1 ? (only.children ?? [{ ...only, name: 'Value' }]) : fields,
  };
};

/** A byte or a size that MessagePack does not have. */
class NotMessagePack extends Error {
  override readonly name = 'NotMessagePack';
}

function readField(reader: ByteReader, name: string, depth: number, budget: { values: number }): LensField {
  const start = reader.at;
  const { text, kind, children } = readValue(reader, depth, budget);
  return {
    name,
    note: kind,
    range: { start, end: reader.at },
    ...(text === undefined ? {} : { value: text }),
    ...(children === undefined ? {} : { children }),
  };
}

const plain = (kind: string, text: string): Value => ({ kind, text, children: undefined });

function readValue(reader: ByteReader, depth: number, budget: { values: number }): Value {
  budget.values += 1;
  if (depth > MAX_DEPTH || budget.values > MAX_VALUES) throw new NotMessagePack('Too much of it.');
  const map = (count: number): Value => readMap(reader, count, depth, budget);
  const list = (count: number): Value => readList(reader, count, depth, budget);
  const string = (length: number): Value => readString(reader, length);
  const binary = (length: number): Value => plain('bytes', shortHex(reader.take(length)));
  const extension = (length: number): Value => readExtension(reader, length);
  const byte = reader.uint8();
  if (byte <= 0x7f) return plain('integer', String(byte));
  if (byte <= 0x8f) return map(byte & 0x0f);
  if (byte <= 0x9f) return list(byte & 0x0f);
  if (byte <= 0xbf) return string(byte & 0x1f);
  if (byte >= 0xe0) return plain('integer', String(byte - 0x100));
  switch (byte) {
    case 0xc0:
      return plain('nil', 'nil');
    case 0xc2:
      return plain('boolean', 'false');
    case 0xc3:
      return plain('boolean', 'true');
    case 0xc4:
      return binary(reader.uint8());
    case 0xc5:
      return binary(reader.uint16());
    case 0xc6:
      return binary(reader.uint32());
    case 0xc7:
      return extension(reader.uint8());
    case 0xc8:
      return extension(reader.uint16());
    case 0xc9:
      return extension(reader.uint32());
    case 0xca:
      return plain('32-bit float', String(reader.float32()));
    case 0xcb:
      return plain('64-bit float', String(reader.float64()));
    case 0xcc:
      return plain('integer', String(reader.uint8()));
    case 0xcd:
      return plain('integer', String(reader.uint16()));
    case 0xce:
      return plain('integer', String(reader.uint32()));
    case 0xcf:
      return plain('integer', String(reader.uint64()));
    case 0xd0:
      return plain('integer', String(reader.int8()));
    case 0xd1:
      return plain('integer', String(reader.int16()));
    case 0xd2:
      return plain('integer', String(reader.int32()));
    case 0xd3:
      return plain('integer', String(reader.int64()));
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
      return extension(1 << (byte - 0xd4));
    case 0xd9:
      return string(reader.uint8());
    case 0xda:
      return string(reader.uint16());
    case 0xdb:
      return string(reader.uint32());
    case 0xdc:
      return list(reader.uint16());
    case 0xdd:
      return list(reader.uint32());
    case 0xde:
      return map(reader.uint16());
    case 0xdf:
      return map(reader.uint32());
    default:
      // 0xc1 is never used.
      throw new NotMessagePack('Byte c1.');
  }
}

function readMap(reader: ByteReader, count: number, depth: number, budget: { values: number }): Value {
  if (count * 2 > reader.left) throw new BytesEnded('A map of more entries than bytes are left.');
  const children = Array.from({ length: count }, (): LensField => {
    const key = readValue(reader, depth + 1, budget);
    return readField(reader, key.text ?? key.kind, depth + 1, budget);
  });
  return { kind: `map of ${count}`, text: undefined, children };
}

function readList(reader: ByteReader, count: number, depth: number, budget: { values: number }): Value {
  if (count > reader.left) throw new BytesEnded('A list of more elements than bytes are left.');
  const children = Array.from({ length: count }, (_, i) => readField(reader, String(i), depth + 1, budget));
  return { kind: `list of ${count}`, text: undefined, children };
}

function readString(reader: ByteReader, length: number): Value {
  const bytes = reader.take(length);
  const text = utf8Text(bytes);
  return text === undefined ? plain('string, not UTF-8', shortHex(bytes)) : plain('string', JSON.stringify(text));
}

/** The type -1 is a time in seconds, with nanoseconds where there are more than four bytes. */
function readExtension(reader: ByteReader, length: number): Value {
  const type = reader.int8();
  const bytes = reader.take(length);
  if (type !== -1) return plain(`extension ${type}`, shortHex(bytes));
  const inside = new ByteReader(bytes);
  if (length === 4) return plain('time', isoTime(BigInt(inside.uint32())));
  if (length === 8) return plain('time', isoTime(inside.uint64() & 0x3_ffff_ffffn));
  if (length !== 12) return plain('extension -1', shortHex(bytes));
  inside.take(4);
  return plain('time', isoTime(inside.int64()));
}

function isoTime(seconds: bigint): string {
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? `${seconds} s` : time.toISOString();
}
