import { opcodeName } from '../protocol/opcode.ts';
import { tlsAlertName } from './tlsAlerts.ts';

/** A protocol that is not the one we spoke, told by the first bytes of its side. */
export interface Banner {
  readonly id: string;
  readonly name: string;
  /** What these bytes are, in words that follow "It is". */
  readonly what: string;
  /** Content without a protocol of its own: no program is known by it. */
  readonly bare?: true;
}

interface Known {
  readonly id: string;
  readonly name: string;
  readonly text?: RegExp;
  readonly starts?: readonly (number | undefined)[];
  readonly bare?: true;
  /** A whole frame of RFC 6455 stands at the beginning. */
  readonly frame?: true;
  readonly what: (text: string, bytes: Uint8Array) => string;
}

const any = undefined;

const known: readonly Known[] = [
  {
    id: 'tls',
    name: 'TLS',
    starts: [0x15, 0x03, any, any, any, any],
    what: (_, bytes) => `a TLS alert, ${tlsAlertName(bytes[6] ?? 0)} (${bytes[6] ?? 0})`,
  },
  { id: 'tls', name: 'TLS', starts: [0x16, 0x03], what: () => 'a TLS handshake record' },
  { id: 'http2', name: 'HTTP/2', text: /^PRI \* HTTP\/2\.0/, what: () => 'the connection preface of an HTTP/2 client' },
  {
    id: 'http2',
    name: 'HTTP/2',
    starts: [0x00, 0x00, any, 0x04, any, 0x00, 0x00, 0x00, 0x00],
    what: () => 'a SETTINGS frame, with which an HTTP/2 server begins',
  },
  {
    id: 'http2',
    name: 'HTTP/2',
    starts: [0x00, 0x00, any, 0x07, 0x00, 0x00, 0x00, 0x00, 0x00],
    what: () => 'a GOAWAY frame of HTTP/2',
  },
  { id: 'ssh', name: 'SSH', text: /^SSH-[\d.]+-/, what: (text) => `the banner of an SSH server, ${firstLine(text)}` },
  {
    id: 'smtp',
    name: 'SMTP',
    text: /^220[ -].*(E?SMTP|mail|Postfix|Exim|Sendmail)/i,
    what: (text) => `the greeting of a mail server, ${firstLine(text)}`,
  },
  {
    id: 'smtp',
    name: 'SMTP',
    text: /^(221|421|500|502|503|554)[ -].*(command|bad syntax|SMTP|HTTP)/i,
    what: (text) => `a mail server's answer, ${firstLine(text)}`,
  },
  {
    id: 'ftp',
    name: 'FTP',
    text: /^(220|530|500)[ -]/,
    what: (text) => `the greeting of an FTP or mail server, ${firstLine(text)}`,
  },
  {
    id: 'pop3',
    name: 'POP3',
    text: /^\+OK .*(pop|ready|dovecot)/i,
    what: (text) => `the greeting of a POP3 server, ${firstLine(text)}`,
  },
  {
    id: 'imap',
    name: 'IMAP',
    text: /^\* (OK|BYE|PREAUTH) /,
    what: (text) => `the greeting of an IMAP server, ${firstLine(text)}`,
  },
  {
    id: 'redis',
    name: 'Redis',
    text: /^-(ERR|NOAUTH|DENIED|WRONGPASS|MISCONF|LOADING)\b/,
    what: (text) => `an error of Redis, ${firstLine(text)}`,
  },
  {
    id: 'memcached',
    name: 'memcached',
    text: /^(ERROR|CLIENT_ERROR|SERVER_ERROR)\b[^\n]*\r\n/,
    what: (text) => `an error of memcached, ${firstLine(text)}`,
  },
  {
    id: 'mysql',
    name: 'MySQL',
    starts: [any, 0x00, 0x00, 0x00, 0x0a],
    what: (_, bytes) => `the greeting of a MySQL or MariaDB server, version ${zeroEnded(bytes, 5)}`,
  },
  {
    id: 'mysql',
    name: 'MySQL',
    starts: [any, 0x00, 0x00, any, 0xff],
    what: () => 'an error packet of a MySQL or MariaDB server',
  },
  { id: 'postgresql', name: 'PostgreSQL', starts: [0x45, 0x00, 0x00], what: () => 'an error of a PostgreSQL server' },
  { id: 'amqp', name: 'AMQP', text: /^AMQP/, what: () => 'the protocol header of AMQP, as RabbitMQ sends it' },
  { id: 'mqtt', name: 'MQTT', starts: [0x20, 0x02, 0x00], what: () => 'a CONNACK of an MQTT broker' },
  { id: 'rtsp', name: 'RTSP', text: /^RTSP\/\d/, what: (text) => `an RTSP answer, ${firstLine(text)}` },
  { id: 'sip', name: 'SIP', text: /^SIP\/\d/, what: (text) => `a SIP answer, ${firstLine(text)}` },
  {
    id: 'vnc',
    name: 'VNC',
    text: /^RFB \d{3}\.\d{3}/,
    what: (text) => `the banner of a VNC server, ${firstLine(text)}`,
  },
  {
    id: 'irc',
    name: 'IRC',
    text: /^(:\S+ )?(NOTICE|PING|ERROR) /,
    what: (text) => `a line of an IRC server, ${firstLine(text)}`,
  },
  { id: 'nats', name: 'NATS', text: /^INFO \{.*"server_id"/s, what: () => 'the INFO line of a NATS server' },
  {
    id: 'telnet',
    name: 'Telnet',
    starts: [0xff],
    what: (_, bytes) => `a Telnet negotiation (byte ff ${(bytes[1] ?? 0).toString(16)})`,
  },
  {
    id: 'icecast',
    name: 'Icecast',
    text: /^ICY \d{3}/,
    what: (text) => `the answer of a radio stream server, ${firstLine(text)}`,
  },
  {
    id: 'zookeeper',
    name: 'ZooKeeper',
    text: /is not executed because it is not in the whitelist/,
    what: (text) => `an answer of ZooKeeper, ${firstLine(text)}`,
  },
  {
    id: 'html',
    bare: true,
    name: 'HTML',
    text: /^\s*<(!doctype html|html|head|body)\b/i,
    what: () => 'a page without status line and headers',
  },
  {
    id: 'json',
    bare: true,
    name: 'JSON',
    text: /^\s*[[{]\s*["[{\]}]/,
    what: () => 'JSON',
  },
  {
    id: 'websocket',
    name: 'WebSocket frames',
    frame: true,
    what: (_, bytes) => `what reads as a WebSocket ${opcodeName((bytes[0] ?? 0) & 0x0f)} frame`,
  },
  {
    id: 'xml-stream',
    name: 'XMPP',
    text: /^<\?xml[^>]*>\s*<stream:stream/,
    what: () => 'an XML stream of an XMPP server',
  },
];

/** What the bytes are, or undefined when they fit nothing known. */
export function recogniseBytes(bytes: Uint8Array): Banner | undefined {
  const text = new TextDecoder('latin1').decode(bytes);
  const found = known.find((one) => fits(one, text, bytes));
  if (found === undefined) return undefined;
  const { id, name, bare } = found;
  return { id, name, what: found.what(text, bytes), ...(bare === undefined ? {} : { bare }) };
}

function fits({ text: pattern, starts, frame }: Known, text: string, bytes: Uint8Array): boolean {
  if (frame === true) return isFrame(bytes);
  if (pattern !== undefined) return pattern.test(text);
  if (starts === undefined || bytes.length < starts.length) return false;
  // A lone ff could be anything; Telnet goes on with a command byte f0–fe.
  if (starts.length === 1) return (bytes[1] ?? 0) >= 0xf0 && bytes[1] !== 0xff;
  return starts.every((byte, index) => byte === undefined || byte === bytes[index]);
}

/** One unfragmented unmasked frame, whole, with nothing but such frames behind it (RFC 6455 §5.2). */
function isFrame(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    const [first = 0, second = 0] = bytes.subarray(at);
    if (![0x81, 0x82, 0x88, 0x89, 0x8a].includes(first) || second > 125) return false;
    at += 2 + second;
  }
  return bytes.length >= 2 && at === bytes.length;
}

const firstLine = (text: string): string =>
  `"${(text.split(/[\r\n]/, 1)[0] ?? '').slice(0, 80).replace(/[^\x20-\x7e]/g, '.')}"`;

function zeroEnded(bytes: Uint8Array, start: number): string {
  const end = bytes.indexOf(0, start);
  return new TextDecoder('latin1')
    .decode(bytes.subarray(start, end < 0 ? undefined : end))
    .replace(/[^\x20-\x7e]/g, '.');
}
