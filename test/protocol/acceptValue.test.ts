import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { computeAccept, explainWrongAccept, HANDSHAKE_GUID } from '../../src/protocol/acceptValue.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const OTHER_KEY = 'x3JJHMbDL1EzLkh9GBhXDw==';
const sha1 = (text: string | Buffer, encoding: 'base64' | 'hex' = 'base64'): string =>
  createHash('sha1').update(text).digest(encoding);
const right = computeAccept(OTHER_KEY);

describe('computeAccept', () => {
  it('gives the value of RFC 6455 §1.3', () => {
    expect(computeAccept(KEY)).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  });
});

describe('explainWrongAccept', () => {
  it.each([
    ['', 'it is empty'],
    [sha1(OTHER_KEY + HANDSHAKE_GUID, 'hex'), 'hexadecimal instead of base64'],
    [sha1(OTHER_KEY + HANDSHAKE_GUID, 'hex').toUpperCase(), 'hexadecimal instead of base64'],
    [Buffer.from(sha1(OTHER_KEY + HANDSHAKE_GUID, 'hex')).toString('base64'), 'hexadecimal digits'],
    [Buffer.from(right, 'base64').toString('base64url'), 'base64url'],
    [right.replace('=', ''), 'base64url|padding'],
    [`"${right}"`, 'in quotes'],
    [Buffer.from(right).toString('base64'), 'a second time'],
    [OTHER_KEY, 'the key itself'],
    [sha1(OTHER_KEY), 'the GUID was left out'],
    [sha1(HANDSHAKE_GUID), 'the key was left out'],
    [sha1(HANDSHAKE_GUID + OTHER_KEY), 'before the key'],
    [sha1(OTHER_KEY + HANDSHAKE_GUID.toLowerCase()), 'small letters'],
    [sha1(`${OTHER_KEY}{${HANDSHAKE_GUID}}`), 'in braces'],
    [sha1(Buffer.concat([Buffer.from(OTHER_KEY, 'base64'), Buffer.from(HANDSHAKE_GUID)])), 'decoded from base64'],
    [sha1(OTHER_KEY.replace(/=+$/, '') + HANDSHAKE_GUID), 'padding "=" of the key'],
    [sha1(OTHER_KEY.toLowerCase() + HANDSHAKE_GUID), 'lower-cased first'],
    [sha1(OTHER_KEY.toUpperCase() + HANDSHAKE_GUID), 'upper-cased first'],
    [sha1(` ${OTHER_KEY}${HANDSHAKE_GUID}`), 'the space before the key'],
    [sha1(`${OTHER_KEY} ${HANDSHAKE_GUID}`), 'between key and GUID'],
    [sha1(`${OTHER_KEY}\r\n${HANDSHAKE_GUID}`), 'line break after the key'],
    [sha1(`${OTHER_KEY}\n${HANDSHAKE_GUID}`), 'line break after the key'],
    [sha1(`${OTHER_KEY}\r${HANDSHAKE_GUID}`), 'CR after the key'],
    [sha1(`${OTHER_KEY}${HANDSHAKE_GUID}\n`), 'after the GUID'],
    [sha1(`${OTHER_KEY}${HANDSHAKE_GUID}\0`), 'NUL byte'],
    [sha1(`"${OTHER_KEY}"${HANDSHAKE_GUID}`), 'hashed in quotes'],
    [
      createHash('md5')
        .update(OTHER_KEY + HANDSHAKE_GUID)
        .digest('base64'),
      'MD5',
    ],
    [
      createHash('sha256')
        .update(OTHER_KEY + HANDSHAKE_GUID)
        .digest('base64'),
      'SHA-256',
    ],
    [
      createHash('sha512')
        .update(OTHER_KEY + HANDSHAKE_GUID)
        .digest('base64'),
      'SHA-512',
    ],
    ['s3pPLMBiTxaQ9kYGzzhZRbK+xOo=', 'example key of RFC 6455'],
    [right.toLowerCase(), 'lower-cased it'],
    [right.toUpperCase(), 'upper-cased it'],
    [right.slice(0, 5).toLowerCase() + right.slice(5).toUpperCase(), 'changed it'],
    [`${right.slice(0, 9)} ${right.slice(9)}`, 'white space'],
    [right.slice(0, 12), 'cut off after 12 of 28'],
    [`${right}, ${right}`, 'something besides'],
    [computeAccept('AAAAAAAAAAAAAAAAAAAAAA=='), 'computed for another key'],
    [Buffer.from('twelve bytes').toString('base64'), 'base64 of 12 bytes'],
    ['foo!', 'no base64'],
  ])('%s', (actual, expected) => {
    expect(explainWrongAccept(actual, OTHER_KEY)).toMatch(new RegExp(expected));
  });
});
