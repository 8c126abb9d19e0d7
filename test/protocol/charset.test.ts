import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/protocol/charset.ts';
import { bytesOf, hex } from './recorder.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('decodeText', () => {
  it.each([
    ['the declared charset', latin1('accès refusé'), 'text/plain; charset=iso-8859-1', 'accès refusé'],
    ['a quoted one', latin1('accès'), 'text/plain; charset="ISO-8859-1"', 'accès'],
    ['UTF-8 by its bytes', bytesOf('accès ☃'), 'text/plain', 'accès ☃'],
    ['an unknown charset, by its bytes', bytesOf('accès'), 'text/plain; charset=martian', 'accès'],
    ['old text without a charset', latin1('accès'), 'text/html', 'accès'],
    [
      'a page that names its charset',
      latin1('<meta charset=iso-8859-2>\xb1'),
      'text/html',
      '<meta charset=iso-8859-2>ą',
    ],
    [
      'XML that names its charset',
      latin1("<?xml version='1.0' encoding='iso-8859-2'?>\xb1"),
      'application/xml',
      "<?xml version='1.0' encoding='iso-8859-2'?>ą",
    ],
    ['a page that names no real charset', bytesOf('<meta charset=martian>é'), 'text/html', '<meta charset=martian>é'],
    ['JSON', bytesOf('{"a":"é"}'), 'application/problem+json', '{"a":"é"}'],
    ['a UTF-8 mark', hex('ef bb bf 68 69'), undefined, 'hi'],
    ['a UTF-16 mark, little end first', hex('ff fe 68 00 69 00'), 'text/plain', 'hi'],
    ['a UTF-16 mark, big end first', hex('fe ff 00 68 00 69'), 'text/plain', 'hi'],
    ['no type, but text', bytesOf('plain'), undefined, 'plain'],
    ['another type, but text', bytesOf('plain'), 'application/octet-stream', 'plain'],
    ['text cut inside a character', bytesOf('ab☃').subarray(0, 4), undefined, 'ab\ufffd'],
    ['nothing', new Uint8Array(0), undefined, ''],
  ])('reads %s', (_what, bytes, type, expected) => {
    expect(decodeText(bytes, type)).toBe(expected);
  });

  it.each([
    ['control characters', hex('00 01 02 03'), undefined],
    ['no UTF-8 and no text type', hex('ff d8 41 42 43 44 45 46'), 'image/jpeg'],
    ['control characters in an unknown type', hex('41 0e 42'), 'application/octet-stream'],
  ])('gives nothing for %s', (_what, bytes, type) => {
    expect(decodeText(bytes, type)).toBeUndefined();
  });
});
