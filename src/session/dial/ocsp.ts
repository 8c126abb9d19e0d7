// A stapled OCSP answer (RFC 6960 §4.2.1), as far as its one word goes: is the certificate revoked? The signature is not checked;
// what is shown is what the server sent.

export type OcspStatus = 'good' | 'revoked' | 'unknown' | 'unreadable';

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** What follows it. */
  readonly rest: Uint8Array;
}

const OCTET_STRING = 0x04;
const ENUMERATED = 0x0a;
const SEQUENCE = 0x30;
const CONTEXT_0 = 0xa0;

/** The status of the first certificate that the answer speaks of. */
export function ocspStatus(response: Uint8Array): OcspStatus {
  // OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, [0] { SEQUENCE { type OID, response OCTET STRING } } }
  const status = inside(read(response), SEQUENCE);
  if (status?.tag !== ENUMERATED || status.content[0] !== 0) return 'unreadable';
  const type = inside(inside(read(status.rest), CONTEXT_0), SEQUENCE);
  const basic = type && read(type.rest);
  // BasicOCSPResponse ::= SEQUENCE { tbsResponseData SEQUENCE { [0] version?, responderID, producedAt, responses } … }
  const data = inside(basic?.tag === OCTET_STRING ? inside(read(basic.content), SEQUENCE) : undefined, SEQUENCE);
  const responder = data?.tag === CONTEXT_0 ? read(data.rest) : data;
  const producedAt = responder && read(responder.rest);
  const single = inside(inside(producedAt && read(producedAt.rest), SEQUENCE), SEQUENCE);
  // SingleResponse ::= SEQUENCE { certID, certStatus CHOICE { good [0], revoked [1], unknown [2] } … }
  const certStatus = single && read(single.rest);
  return certStatus === undefined ? 'unreadable' : (words[certStatus.tag & 0x1f] ?? 'unreadable');
}

const words: readonly OcspStatus[] = ['good', 'revoked', 'unknown'];

/** The first element inside of one with that tag. */
function inside(element: Element | undefined, tag: number): Element | undefined {
  return element?.tag === tag ? read(element.content) : undefined;
}

/** X.690 §8.1: tag, length, content. */
function read(bytes: Uint8Array): Element | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4 || bytes.length < 2 + lengthBytes) return undefined;
  const length = first < 0x80 ? first : bytes.subarray(2, 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  const end = 2 + lengthBytes + length;
  if (bytes.length < end) return undefined;
  return { tag, content: bytes.subarray(2 + lengthBytes, end), rest: bytes.subarray(end) };
}
