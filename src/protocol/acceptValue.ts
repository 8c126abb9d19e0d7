/** Sec-WebSocket-Accept (RFC 6455 §4.2.2), and how a wrong one probably came about. */
import { createHash } from 'node:crypto';

/** RFC 6455 §1.3. */
export const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const SAMPLE_KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

type Digest = 'base64' | 'base64url' | 'hex';

const sha1 = (input: string | Uint8Array, encoding: Digest = 'base64'): string =>
  createHash('sha1').update(input).digest(encoding);

/** What Sec-WebSocket-Accept has to be for a Sec-WebSocket-Key. */
export const computeAccept = (key: string): string => sha1(key + HANDSHAKE_GUID);

interface Suspicion {
  readonly made: (key: string) => string;
  readonly because: string;
}

const bytesOf = (key: string): Buffer => Buffer.from(key, 'base64');
const withGuid = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, Buffer.from(HANDSHAKE_GUID)]);
const hashed = (algorithm: string, key: string): string =>
  createHash(algorithm)
    .update(key + HANDSHAKE_GUID)
    .digest('base64');

/** The ways to get it wrong that are known from real servers, the likeliest first. */
const SUSPICIONS: readonly Suspicion[] = [
  {
    made: (key) => sha1(key + HANDSHAKE_GUID, 'hex'),
    because: 'it is the right digest in hexadecimal instead of base64',
  },
  {
    made: (key) => sha1(key + HANDSHAKE_GUID, 'hex').toUpperCase(),
    because: 'it is the right digest in hexadecimal instead of base64',
  },
  {
    made: (key) => Buffer.from(sha1(key + HANDSHAKE_GUID, 'hex')).toString('base64'),
    because: 'it is the base64 of the digest’s hexadecimal digits instead of its 20 bytes',
  },
  {
    made: (key) => sha1(key + HANDSHAKE_GUID, 'base64url'),
    because: 'it is the right digest in base64url without padding',
  },
  { made: (key) => computeAccept(key).replace(/=+$/, ''), because: 'it is the right digest without the padding "="' },
  { made: (key) => `"${computeAccept(key)}"`, because: 'it is right but stands in quotes' },
  {
    made: (key) => Buffer.from(computeAccept(key)).toString('base64'),
    because: 'it is the right value, put into base64 a second time',
  },
  { made: (key) => key, because: 'it is the key itself, echoed' },
  { made: (key) => sha1(key), because: 'the GUID was left out: it is the SHA-1 of the key alone' },
  { made: () => sha1(HANDSHAKE_GUID), because: 'the key was left out: it is the SHA-1 of the GUID alone' },
  { made: (key) => sha1(HANDSHAKE_GUID + key), because: 'the GUID was put before the key instead of after it' },
  { made: (key) => sha1(key + HANDSHAKE_GUID.toLowerCase()), because: 'the GUID was written in small letters' },
  { made: (key) => sha1(`${key}{${HANDSHAKE_GUID}}`), because: 'the GUID was put in braces' },
  {
    made: (key) => sha1(withGuid(bytesOf(key))),
    because: 'the key was decoded from base64 first; it has to be used as it stands in the header',
  },
  {
    made: (key) => sha1(key.replace(/=+$/, '') + HANDSHAKE_GUID),
    because: 'the padding "=" of the key was left out',
  },
  { made: (key) => sha1(key.toLowerCase() + HANDSHAKE_GUID), because: 'the key was lower-cased first' },
  { made: (key) => sha1(key.toUpperCase() + HANDSHAKE_GUID), because: 'the key was upper-cased first' },
  { made: (key) => sha1(` ${key}${HANDSHAKE_GUID}`), because: 'the space before the key was hashed with it' },
  { made: (key) => sha1(`${key} ${HANDSHAKE_GUID}`), because: 'a space was hashed between key and GUID' },
  { made: (key) => sha1(`${key}\r\n${HANDSHAKE_GUID}`), because: 'the line break after the key was hashed with it' },
  { made: (key) => sha1(`${key}\n${HANDSHAKE_GUID}`), because: 'the line break after the key was hashed with it' },
  { made: (key) => sha1(`${key}\r${HANDSHAKE_GUID}`), because: 'the CR after the key was hashed with it' },
  { made: (key) => sha1(`${key}${HANDSHAKE_GUID}\n`), because: 'a line break was hashed after the GUID' },
  { made: (key) => sha1(`${key}${HANDSHAKE_GUID}\0`), because: 'a NUL byte was hashed after the GUID' },
  { made: (key) => sha1(`"${key}"${HANDSHAKE_GUID}`), because: 'the key was hashed in quotes' },
  { made: (key) => hashed('md5', key), because: 'it was made with MD5 instead of SHA-1' },
  { made: (key) => hashed('sha256', key), because: 'it was made with SHA-256 instead of SHA-1' },
  { made: (key) => hashed('sha512', key), because: 'it was made with SHA-512 instead of SHA-1' },
  {
    made: () => computeAccept(SAMPLE_KEY),
    because: 'it belongs to the example key of RFC 6455 and was probably copied from there',
  },
  { made: () => computeAccept(''), because: 'it was computed for an empty key: the server did not see the header' },
];

/** How `actual` probably came about, as a clause: `it is the key itself, echoed`. `actual` is not the right value. */
export function explainWrongAccept(actual: string, key: string): string {
  const expected = computeAccept(key);
  if (actual === '') return 'it is empty';
  const found = SUSPICIONS.find(({ made }) => made(key) === actual);
  if (found !== undefined) return found.because;
  if (actual.toLowerCase() === expected.toLowerCase()) {
    const how =
      actual === actual.toLowerCase() ? 'lower-cased' : actual === actual.toUpperCase() ? 'upper-cased' : 'changed';
    return `it differs in letter case only: something on the way ${how} it`;
  }
  if (actual.replace(/\s/g, '') === expected) return 'it is right but for white space in it';
  const length = expected.length;
  if (actual.length < length && expected.startsWith(actual)) {
    return `it is cut off after ${actual.length} of ${length} characters`;
  }
  if (actual.includes(expected)) return 'it holds the right value and something besides';
  if (/^[A-Za-z0-9+/]{27}=$/.test(actual)) {
    return 'it has the right form, so it was probably computed for another key: a cached answer, or a key that was changed on the way';
  }
  const bytes = Buffer.from(actual, 'base64');
  return bytes.toString('base64') === actual
    ? `it is base64 of ${bytes.length} bytes; a SHA-1 digest has 20`
    : 'it is no base64 of a SHA-1 digest';
}
