import type { WireOffset } from '../base/branded.ts';
import type { Endpoint } from './endpoint.ts';

interface Rule {
  /** Where the rule stands. */
  readonly section: string;
  /** The rule itself, in one plain sentence. */
  readonly rule: string;
}

/** Every rule this decoder watches: the catalogue. Keys are stable, scripts and diagnoses rely on them. */
export const VIOLATIONS = {
  // The HTTP/1.1 message head
  'response-not-http': { section: 'RFC 9112 §4', rule: 'A response begins with a status line such as "HTTP/1.1 101".' },
  'request-not-http': {
    section: 'RFC 9112 §3',
    rule: 'A request begins with a request line such as "GET / HTTP/1.1".',
  },
  'head-truncated': { section: 'RFC 9112 §8', rule: 'A head ends with an empty line before the stream ends.' },
  'head-too-large': { section: 'RFC 9110 §5.4', rule: 'A head has a reasonable size.' },
  'head-too-many-lines': { section: 'RFC 9110 §5.4', rule: 'A head has a reasonable number of lines.' },
  'head-empty-line-first': {
    section: 'RFC 9112 §2.2',
    rule: 'A head begins with its start line, not with an empty line.',
  },
  'head-bare-lf': { section: 'RFC 9112 §2.2', rule: 'A line of the head ends with CR LF.' },
  'head-bare-cr': { section: 'RFC 9112 §2.2', rule: 'CR stands only before LF.' },
  'head-request-line': {
    section: 'RFC 9112 §3',
    rule: 'A request line is method, target and version, one space between.',
  },
  'head-status-line': { section: 'RFC 9112 §4', rule: 'A status line is version, three digits and a reason.' },
  'head-status-range': { section: 'RFC 9110 §15', rule: 'A status code is between 100 and 599.' },
  'head-version': {
    section: 'RFC 9112 §2.3',
    rule: 'The version is "HTTP/" in capitals, a digit, a dot, a digit; here 1.1.',
  },
  'head-colon-missing': { section: 'RFC 9112 §5', rule: 'A header line is a name, a colon and a value.' },
  'head-name-invalid': { section: 'RFC 9110 §5.1', rule: "A header's name is a token." },
  'head-space-before-colon': {
    section: 'RFC 9112 §5.1',
    rule: "No space stands between a header's name and its colon.",
  },
  'head-line-folded': { section: 'RFC 9112 §5.2', rule: 'A header value stays on one line.' },
  'head-value-control': { section: 'RFC 9110 §5.5', rule: 'A header value holds no control characters but tab.' },
  // The opening handshake, the client's part
  'request-method': { section: 'RFC 6455 §4.1', rule: 'The method is GET.' },
  'request-version': { section: 'RFC 6455 §4.1', rule: 'The HTTP version is at least 1.1.' },
  'request-target': {
    section: 'RFC 6455 §4.1',
    rule: 'The target is a path or an absolute http or https address, without a fragment.',
  },
  'request-host': { section: 'RFC 6455 §4.1', rule: 'There is one Host header.' },
  'request-upgrade': { section: 'RFC 6455 §4.1', rule: 'The Upgrade header names "websocket".' },
  'request-connection': { section: 'RFC 6455 §4.1', rule: 'The Connection header names "Upgrade".' },
  'request-key-missing': { section: 'RFC 6455 §4.1', rule: 'There is a Sec-WebSocket-Key.' },
  'request-key-duplicate': { section: 'RFC 6455 §11.3.1', rule: 'Sec-WebSocket-Key stands once.' },
  'request-key-invalid': { section: 'RFC 6455 §4.1', rule: 'Sec-WebSocket-Key is 16 bytes in base64.' },
  'request-version-header': { section: 'RFC 6455 §4.1', rule: 'Sec-WebSocket-Version is 13, once.' },
  'request-subprotocol': { section: 'RFC 6455 §4.1', rule: 'Offered subprotocols are tokens, each once.' },
  'request-extensions': {
    section: 'RFC 6455 §9.1',
    rule: 'Offered extensions follow the grammar of Sec-WebSocket-Extensions.',
  },
  'request-early-bytes': {
    section: 'RFC 6455 §4.1',
    rule: "The client waits for the server's answer before it sends more.",
  },
  // The opening handshake, the server's part
  'upgrade-missing': { section: 'RFC 6455 §4.1', rule: 'A 101 has an Upgrade header.' },
  'upgrade-wrong': { section: 'RFC 6455 §4.1', rule: 'The Upgrade header is "websocket" and nothing else.' },
  'connection-missing': { section: 'RFC 6455 §4.1', rule: 'A 101 has a Connection header.' },
  'connection-wrong': { section: 'RFC 6455 §4.1', rule: 'The Connection header names "Upgrade".' },
  'accept-missing': { section: 'RFC 6455 §4.1', rule: 'A 101 has a Sec-WebSocket-Accept header.' },
  'accept-duplicate': { section: 'RFC 6455 §11.3.3', rule: 'Sec-WebSocket-Accept stands once.' },
  'accept-wrong': {
    section: 'RFC 6455 §4.2.2',
    rule: 'Sec-WebSocket-Accept is the base64 of SHA-1 over the key and a fixed GUID.',
  },
  'subprotocol-unasked': { section: 'RFC 6455 §4.1', rule: 'The server chooses no subprotocol when none was offered.' },
  'subprotocol-not-offered': {
    section: 'RFC 6455 §4.1',
    rule: 'The server chooses one of the offered subprotocols, letter by letter.',
  },
  'subprotocol-several': { section: 'RFC 6455 §4.2.2', rule: 'The server chooses one subprotocol at most.' },
  'extensions-malformed': { section: 'RFC 6455 §9.1', rule: 'Sec-WebSocket-Extensions follows its grammar.' },
  'extension-not-offered': {
    section: 'RFC 6455 §4.1',
    rule: 'The server uses only extensions that the client offered.',
  },
  'deflate-twice': { section: 'RFC 7692 §6', rule: 'The extension permessage-deflate is agreed on once.' },
  'deflate-parameter-unknown': {
    section: 'RFC 7692 §7.1',
    rule: 'The extension permessage-deflate has four parameters and no others.',
  },
  'deflate-parameter-duplicate': { section: 'RFC 7692 §7.1', rule: 'A parameter of permessage-deflate stands once.' },
  'deflate-parameter-value': {
    section: 'RFC 7692 §7.1',
    rule: 'Window bits are 8 to 15 without a leading zero; the other parameters have no value.',
  },
  'deflate-parameter-unoffered': {
    section: 'RFC 7692 §7.1.2.2',
    rule: 'The server limits the client’s window only when the client said that it can be limited.',
  },
  'deflate-parameter-ignored': {
    section: 'RFC 7692 §7.1',
    rule: 'The server keeps to what the accepted offer asked for.',
  },
  'switching-content-length': { section: 'RFC 9110 §8.6', rule: 'A 1xx response has no Content-Length.' },
  'switching-transfer-encoding': { section: 'RFC 9112 §6.1', rule: 'A 1xx response has no Transfer-Encoding.' },
  // The body of a refused upgrade
  'body-length-conflict': {
    section: 'RFC 9112 §6.3',
    rule: 'Content-Length has one value, and not beside Transfer-Encoding.',
  },
  'body-length-invalid': { section: 'RFC 9112 §6.3', rule: 'Content-Length is a decimal number.' },
  'body-chunk-malformed': {
    section: 'RFC 9112 §7.1',
    rule: 'A chunk is its size in hexadecimal, CR LF, that many bytes, CR LF.',
  },
  'body-coding-malformed': { section: 'RFC 9110 §8.4', rule: 'The body is coded as Content-Encoding says.' },
  // Frames
  'frame-masked-by-server': { section: 'RFC 6455 §5.1', rule: 'A server does not mask its frames.' },
  'frame-unmasked-by-client': { section: 'RFC 6455 §5.1', rule: 'A client masks every frame.' },
  'rsv1-set': { section: 'RFC 6455 §5.2', rule: 'RSV1 is 0 unless an agreed extension gives it a meaning.' },
  'rsv2-set': { section: 'RFC 6455 §5.2', rule: 'RSV2 is 0 unless an agreed extension gives it a meaning.' },
  'rsv3-set': { section: 'RFC 6455 §5.2', rule: 'RSV3 is 0 unless an agreed extension gives it a meaning.' },
  'rsv1-on-control': { section: 'RFC 7692 §6.1', rule: 'Control frames are never compressed.' },
  'rsv1-on-continuation': {
    section: 'RFC 7692 §6.1',
    rule: 'RSV1 stands on the first frame of a compressed message only.',
  },
  'opcode-reserved': { section: 'RFC 6455 §5.2', rule: 'Opcodes 0x3–0x7 and 0xB–0xF are reserved.' },
  'length-not-minimal': { section: 'RFC 6455 §5.2', rule: 'The length is written in the fewest bytes.' },
  'length-top-bit': { section: 'RFC 6455 §5.2', rule: 'The top bit of a 64-bit length is 0.' },
  'length-impossible': { section: 'RFC 6455 §5.2', rule: 'A length is one that a payload can have.' },
  'length-byte-swapped': {
    section: 'RFC 6455 §5.2',
    rule: 'A length is written in network byte order, the big end first.',
  },
  'control-too-long': { section: 'RFC 6455 §5.5', rule: 'A control frame has 125 payload bytes at most.' },
  'control-fragmented': { section: 'RFC 6455 §5.5', rule: 'A control frame is not fragmented.' },
  'continuation-without-start': {
    section: 'RFC 6455 §5.4',
    rule: 'A continuation frame continues a message that was begun.',
  },
  'message-interleaved': { section: 'RFC 6455 §5.4', rule: 'A message ends before the next one begins.' },
  'stream-ended-inside-frame': { section: 'RFC 6455 §7.1.5', rule: 'A frame is sent to its end.' },
  'framing-lost': { section: 'RFC 6455 §5.2', rule: 'Where one frame ends the next header begins.' },
  'length-probably-off': { section: 'RFC 6455 §5.2', rule: 'The declared length is the number of payload bytes.' },
  'framing-abandoned': { section: 'RFC 6455 §5.2', rule: 'Where one frame ends the next header begins.' },
  'text-instead-of-frames': { section: 'RFC 6455 §5.2', rule: 'After the 101 come frames.' },
  'chunks-instead-of-frames': { section: 'RFC 9112 §6.1', rule: 'Frames are not wrapped in HTTP chunks.' },
  'http2-instead-of-frames': {
    section: 'RFC 9110 §7.8',
    rule: 'After a 101 the server speaks the protocol the client asked for.',
  },
  // Messages
  'utf8-invalid': { section: 'RFC 6455 §8.1', rule: 'A text message is UTF-8.' },
  'close-payload-one-byte': {
    section: 'RFC 6455 §5.5.1',
    rule: "A Close frame's payload is empty or begins with a two-byte code.",
  },
  'close-code-not-for-the-wire': {
    section: 'RFC 6455 §7.4.1',
    rule: 'Codes 1005, 1006 and 1015 never stand in a Close frame.',
  },
  'close-code-unassigned': { section: 'RFC 6455 §7.4.2', rule: 'Codes 1000–2999 are those that the registry defines.' },
  'close-code-out-of-range': { section: 'RFC 6455 §7.4.2', rule: 'Codes are between 1000 and 4999.' },
  'close-reason-not-utf8': { section: 'RFC 6455 §5.5.1', rule: "A Close frame's reason is UTF-8." },
  'close-repeated': { section: 'RFC 6455 §5.5.1', rule: 'An endpoint sends one Close frame.' },
  'data-after-close': { section: 'RFC 6455 §5.5.1', rule: 'No data frame follows a Close frame.' },
  'bytes-after-close': { section: 'RFC 6455 §5.5.1', rule: 'Nothing but frames follows a Close frame.' },
  // permessage-deflate
  'compressed-without-agreement': {
    section: 'RFC 7692 §6',
    rule: 'Messages are compressed only when permessage-deflate was agreed on.',
  },
  'deflate-not-compressed': { section: 'RFC 7692 §6.1', rule: 'A message with RSV1 is compressed.' },
  'deflate-garbage': { section: 'RFC 7692 §7.2.2', rule: 'A compressed payload is DEFLATE data.' },
  'deflate-truncated': {
    section: 'RFC 7692 §7.2.1',
    rule: 'A compressed payload ends where the tail 00 00 FF FF was cut off.',
  },
  'deflate-empty': { section: 'RFC 7692 §7.2.3.6', rule: 'An empty message, compressed, is one byte 00.' },
  'deflate-window': { section: 'RFC 7692 §7.1.2', rule: 'No reference goes back further than the agreed window.' },
  'deflate-context': {
    section: 'RFC 7692 §7.1.1',
    rule: 'A message refers to earlier messages only where context takeover was agreed, and never before the first.',
  },
  'deflate-trailing': { section: 'RFC 7692 §7.2.1', rule: 'Nothing but DEFLATE blocks follows a final block.' },
  'deflate-cap': { section: 'RFC 6455 §10.4', rule: 'A message has a reasonable size.' },
} as const satisfies Record<string, Rule>;

/** Key of the catalogue. */
export type ViolationRule = keyof typeof VIOLATIONS;

/** A broken rule, as a value: it never stops the decoder. */
export interface Violation {
  /** Key of the catalogue, such as `frame-masked-by-server`. */
  readonly rule: ViolationRule;
  /** Such as `RFC 6455 §5.1`. */
  readonly section: string;
  /** Who broke it. */
  readonly by: Endpoint;
  /** First byte concerned, in what `by` wrote. */
  readonly offset: WireOffset;
  /** Bytes concerned, 0 when something is missing. */
  readonly length: number;
  /** One plain sentence about this very case, with its names and numbers. */
  readonly sentence: string;
}

/** A violation with its section from the catalogue; `offset` in bytes from the start of what `by` wrote. */
export function violationOf(
  rule: ViolationRule,
  by: Endpoint,
  offset: number,
  length: number,
  sentence: string,
): Violation {
  return { rule, section: VIOLATIONS[rule].section, by, offset: offset as WireOffset, length, sentence };
}
