import { ByteReader, BytesEnded, shortHex, utf8Text } from './byteReader.ts';
import { readProperties } from './mqttProperties.ts';
import type { Lens, LensField } from './reading.ts';

const TYPES = [
  undefined,
  'CONNECT',
  'CONNACK',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'SUBACK',
  'UNSUBSCRIBE',
  'UNSUBACK',
  'PINGREQ',
  'PINGRESP',
  'DISCONNECT',
  'AUTH',
] as const;
type PacketType = Exclude<(typeof TYPES)[number], undefined>;

interface Packet {
  readonly summary: string;
  readonly fields: readonly LensField[];
}

/**
 * MQTT 3.1.1 and 5.0 control packets in a binary message (MQTT 5.0 §6: a message may carry part of a packet, or several).
 * Which version is spoken is said in CONNECT alone; elsewhere it is told by whether properties can be read.
 */
export const mqtt: Lens = ({ bytes, opcode, subprotocol }) => {
  if (opcode !== 'binary') return undefined;
  const agreed = /^mqtt/i.test(subprotocol ?? '');
  const reader = new ByteReader(bytes);
  const packets: Packet[] = [];
  let problem: string | undefined;
  try {
    while (reader.left > 0) packets.push(readPacket(reader));
  } catch (error) {
    if (!(error instanceof BytesEnded || error instanceof NotMqtt)) throw error;
    problem =
      error instanceof NotMqtt ? error.message : 'The message ends inside a packet: the rest is in the next one.';
  }
  const [first] = packets;
  // Any byte begins some packet: without the subprotocol only the name in CONNECT tells.
  if (!agreed && (problem !== undefined || first?.summary.startsWith('CONNECT,') !== true)) return undefined;
  if (first === undefined && problem === undefined) return undefined;
  return {
    protocol: 'MQTT',
    summary: first === undefined ? 'part of a packet' : packets.map(({ summary }) => summary).join('; '),
    fields:
      packets.length === 1
        ? (first?.fields ?? [])
        : packets.map(({ summary, fields }, i) => ({ name: `Packet ${i + 1}`, value: summary, children: fields })),
    ...(problem === undefined ? {} : { problem }),
  };
};

/** What MQTT does not have. The message is a sentence. */
class NotMqtt extends Error {
  override readonly name = 'NotMqtt';
}

function readPacket(reader: ByteReader): Packet {
  const start = reader.at;
  const first = reader.uint8();
  const type = TYPES[first >> 4];
  if (type === undefined) throw new NotMqtt('The packet type 0 is reserved (MQTT 5.0 §2.1.2).');
  const flags = first & 0x0f;
  const length = variableLength(reader);
  const body = new ByteReader(reader.bytes, reader.at, reader.at + length);
  reader.take(length);
  const { words, fields } = readBody(type, flags, body);
  return {
    summary: [type, ...words].join(', '),
    fields: [
      { name: 'Packet type', value: type, range: { start, end: start + 1 } },
      { name: 'Remaining length', value: String(length) },
      ...fields,
      ...(body.left === 0 ? [] : [{ name: 'More', value: shortHex(body.take(body.left)) }]),
    ],
  };
}

/** MQTT 5.0 §1.5.5: seven bits a byte, least significant first, four bytes at most. */
function variableLength(reader: ByteReader): number {
  let value = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = reader.uint8();
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new NotMqtt('The length of the packet takes more than four bytes (MQTT 5.0 §1.5.5).');
}

interface Body {
  readonly words: readonly string[];
  readonly fields: LensField[];
}

const text = (reader: ByteReader): string => {
  const bytes = reader.take(reader.uint16());
  return utf8Text(bytes) ?? shortHex(bytes);
};

function readBody(type: PacketType, flags: number, body: ByteReader): Body {
  switch (type) {
    case 'CONNECT':
      return readConnect(body);
    case 'CONNACK': {
      const present = (body.uint8() & 1) === 1;
      const code = body.uint8();
      return {
        words: [reasonWords(code)],
        fields: [
          { name: 'Session present', value: present ? 'yes' : 'no' },
          { name: 'Reason code', value: String(code), note: reasonWords(code) },
          ...(readProperties(body) ?? []),
        ],
      };
    }
    case 'PUBLISH':
      return readPublish(flags, body);
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE':
      return readTopics(type, body);
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
    case 'SUBACK':
    case 'UNSUBACK':
      return readAnswer(type, body);
    case 'PINGREQ':
    case 'PINGRESP':
      return { words: [], fields: [] };
    case 'DISCONNECT':
    case 'AUTH': {
      if (body.left === 0) return { words: [], fields: [] };
      const code = body.uint8();
      return {
        words: [reasonWords(code)],
        fields: [
          { name: 'Reason code', value: String(code), note: reasonWords(code) },
          ...(readProperties(body) ?? []),
        ],
      };
    }
  }
}

function readConnect(body: ByteReader): Body {
  const name = text(body);
  if (name !== 'MQTT' && name !== 'MQIsdp') throw new NotMqtt('CONNECT does not name the protocol MQTT.');
  const level = body.uint8();
  const flags = body.uint8();
  const keepAlive = body.uint16();
  const version = level === 5 ? '5.0' : level === 4 ? '3.1.1' : level === 3 ? '3.1' : `level ${level}`;
  const properties = level >= 5 ? (readProperties(body) ?? []) : [];
  const client = text(body);
  const will: LensField[] = [];
  if ((flags & 0x04) !== 0) {
    if (level >= 5) will.push(...(readProperties(body) ?? []));
    will.push({ name: 'Topic', value: text(body) });
    const message = body.take(body.uint16());
    will.push(payloadField(message));
  }
  const user = (flags & 0x80) === 0 ? undefined : text(body);
  const password = (flags & 0x40) === 0 ? undefined : body.take(body.uint16()).length;
  return {
    words: [`version ${version}`, client === '' ? 'no client id' : `client ${client}`],
    fields: [
      { name: 'Protocol', value: name, note: `version ${version}` },
      { name: 'Clean start', value: (flags & 0x02) === 0 ? 'no' : 'yes' },
      { name: 'Keep alive', value: `${keepAlive} s` },
      { name: 'Client id', value: client },
      ...properties,
      ...(will.length === 0 ? [] : [{ name: 'Will', children: will }]),
      ...(user === undefined ? [] : [{ name: 'User name', value: user }]),
      ...(password === undefined
        ? []
        : [{ name: 'Password', value: '•••', note: `${password} bytes; the Hex view has them` }]),
    ],
  };
}

function readPublish(flags: number, body: ByteReader): Body {
  const topic = text(body);
  const qos = (flags >> 1) & 3;
  if (qos === 3) throw new NotMqtt('PUBLISH asks for QoS 3, which there is not (MQTT 5.0 §3.3.1.2).');
  const id = qos > 0 ? body.uint16() : undefined;
  const properties = readProperties(body, true);
  const start = body.at;
  const payload = body.take(body.left);
  return {
    words: [`topic ${topic}`, `QoS ${qos}`, ...((flags & 1) === 0 ? [] : ['retained'])],
    fields: [
      { name: 'Topic', value: topic },
      { name: 'QoS', value: String(qos) },
      { name: 'Retain', value: (flags & 1) === 0 ? 'no' : 'yes' },
      { name: 'Duplicate', value: (flags & 8) === 0 ? 'no' : 'yes' },
      ...(id === undefined ? [] : [{ name: 'Packet id', value: String(id) }]),
      ...(properties ?? []),
      { ...payloadField(payload), range: { start, end: start + payload.length } },
    ],
  };
}

function payloadField(payload: Uint8Array): LensField {
  const content = utf8Text(payload);
  if (content === undefined) return { name: 'Payload', value: shortHex(payload) };
  return /^\s*[[{]/.test(content) ? { name: 'Payload', json: content } : { name: 'Payload', value: content };
}

function readTopics(type: 'SUBSCRIBE' | 'UNSUBSCRIBE', body: ByteReader): Body {
  const id = body.uint16();
  const start = body.at;
  // The length of the first topic filter looks like that of properties: only one of the two leads to the packet's end.
  let properties = readProperties(body, true);
  let topics = topicFilters(type, body);
  if (topics === undefined) {
    body.at = start;
    properties = undefined;
    topics = topicFilters(type, body);
  }
  if (topics === undefined) throw new NotMqtt(`The topic filters of ${type} do not end with the packet.`);
  return {
    words: topics.map(({ name }) => `topic ${name}`),
    fields: [
      { name: 'Packet id', value: String(id) },
      ...(properties ?? []),
      { name: 'Topic filters', children: topics },
    ],
  };
}

function topicFilters(type: 'SUBSCRIBE' | 'UNSUBSCRIBE', body: ByteReader): LensField[] | undefined {
  const topics: LensField[] = [];
  try {
    while (body.left > 0) {
      const topic = text(body);
      topics.push({ name: topic, value: type === 'SUBSCRIBE' ? `QoS ${body.uint8() & 3} at most` : '' });
    }
  } catch (error) {
    if (!(error instanceof BytesEnded)) throw error;
    return undefined;
  }
  return topics;
}

function readAnswer(type: PacketType, body: ByteReader): Body {
  const id = body.uint16();
  const list = type === 'SUBACK' || type === 'UNSUBACK';
  const properties = list ? readProperties(body, true) : undefined;
  const codes: number[] = [];
  while (body.left > 0 && (list || codes.length === 0)) codes.push(body.uint8());
  const later = list ? undefined : readProperties(body);
  return {
    words: [`packet ${id}`, ...codes.map((code) => (list && code < 3 ? `QoS ${code}` : reasonWords(code)))],
    fields: [
      { name: 'Packet id', value: String(id) },
      ...(properties ?? []),
      ...codes.map((code) => ({ name: 'Reason code', value: String(code), note: reasonWords(code) })),
      ...(later ?? []),
    ],
  };
}

/** MQTT 5.0 §2.4; the small ones of 3.1.1's CONNACK (§3.2.2.3) mean the same but for their number. */
const REASONS: Readonly<Record<number, string>> = {
  0: 'success',
  1: 'refused: protocol version, or QoS 1',
  2: 'refused: client id, or QoS 2',
  3: 'refused: server unavailable',
  4: 'refused: user name or password, or disconnected with the will message',
  5: 'refused: not authorized',
  16: 'no matching subscribers',
  17: 'no subscription existed',
  24: 'continue authentication',
  25: 'authenticate again',
  128: 'unspecified error',
  129: 'malformed packet',
  130: 'protocol error',
  131: 'implementation specific error',
  132: 'unsupported protocol version',
  133: 'client identifier not valid',
  134: 'bad user name or password',
  135: 'not authorized',
  136: 'server unavailable',
  137: 'server busy',
  138: 'banned',
  139: 'server shutting down',
  140: 'bad authentication method',
  141: 'keep alive timeout',
  142: 'session taken over',
  143: 'topic filter invalid',
  144: 'topic name invalid',
  145: 'packet identifier in use',
  146: 'packet identifier not found',
  147: 'receive maximum exceeded',
  148: 'topic alias invalid',
  149: 'packet too large',
  150: 'message rate too high',
  151: 'quota exceeded',
  152: 'administrative action',
  153: 'payload format invalid',
  154: 'retain not supported',
  155: 'QoS not supported',
  156: 'use another server',
  157: 'server moved',
  158: 'shared subscriptions not supported',
  159: 'connection rate exceeded',
  160: 'maximum connect time',
  161: 'subscription identifiers not supported',
  162: 'wildcard subscriptions not supported',
};
const reasonWords = (code: number): string => REASONS[code] ?? `reason ${code}`;
