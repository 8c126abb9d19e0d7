import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BodyReader } from '../../src/protocol/responseBody.ts';
import { responseOf } from './heads.ts';
import { bytesOf } from './recorder.ts';

function read(lines: readonly string[], bytes: Uint8Array, streamEnded: boolean, cap = 10_000) {
  const reader = new BodyReader(responseOf(['HTTP/1.1 403 No', ...lines, '', ''].join('\r\n')), 50, cap);
  const stopped = reader.push(bytes, 0);
  return { reader, stopped, over: reader.over, ...reader.finish(streamEnded) };
}

describe('BodyReader', () => {
  it('reads by length', () => {
    const { body, over, stopped } = read(['Content-Length: 2', 'Content-Type: text/plain'], bytesOf('no!'), false);
    expect(body).toMatchObject({ text: 'no', contentType: 'text/plain', wireLength: 2, end: 'complete' });
    expect(over).toBe(true);
    expect(stopped).toBe(2);
  });

  it('reads until the stream ends', () => {
    expect(read([], bytesOf('gone'), true).body).toMatchObject({ text: 'gone', end: 'complete' });
    expect(read([], bytesOf('gone'), false).body).toMatchObject({ end: 'connection-ended' });
  });

  it('says that a body was cut short', () => {
    expect(read(['Content-Length: 9'], bytesOf('no'), true).body).toMatchObject({
      text: 'no',
      end: 'connection-ended',
    });
    expect(read(['Transfer-Encoding: chunked'], bytesOf('5\r\nhe'), true).body).toMatchObject({
      text: 'he',
      wireLength: 5,
      end: 'connection-ended',
    });
  });

  it('undoes gzip inside chunks', () => {
    const coded = gzipSync('the reason');
    const lines = ['Transfer-Encoding: chunked', 'Content-Encoding: gzip'];
    const { body, violations } = read(
      lines,
      bytesOf(`${coded.length.toString(16)}\r\n`, coded, '\r\n0\r\n\r\n'),
      false,
    );
    expect(body).toMatchObject({ text: 'the reason', end: 'complete' });
    expect(violations).toEqual([]);
  });

  it('undoes a transfer coding', () => {
    const coded = gzipSync('the reason');
    expect(read(['Transfer-Encoding: gzip'], coded, true).body).toMatchObject({ text: 'the reason', end: 'complete' });
  });

  it('stops at the cap', () => {
    const { body, over } = read(['Content-Length: 100'], bytesOf('x'.repeat(100)), false, 10);
    expect(body).toMatchObject({ text: 'xxxxxxxxxx', wireLength: 10, end: 'cap' });
    expect(over).toBe(true);
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    expect(read(['Content-Encoding: gzip', `Content-Length: ${bomb.length}`], bomb, false, 50_000).body.end).toBe(
      'cap',
    );
  });

  it('names a malformed chunk and keeps what came before', () => {
    const { body, violations } = read(['Transfer-Encoding: chunked'], bytesOf('2\r\nno\r\nzz\r\n'), false);
    expect(body).toMatchObject({ text: 'no', end: 'malformed' });
    expect(violations).toMatchObject([{ rule: 'body-chunk-malformed', offset: 57 }]);
  });

  it('names a body that is not coded as it says', () => {
    const { body, violations } = read(['Content-Encoding: gzip', 'Content-Length: 5'], bytesOf('plain'), false);
    expect(body.end).toBe('malformed');
    expect(violations).toMatchObject([{ rule: 'body-coding-malformed' }]);
  });

  it('has no text for a coding it does not know', () => {
    const { body, violations } = read(['Content-Encoding: compress', 'Content-Length: 5'], bytesOf('plain'), false);
    expect(body).toMatchObject({ text: undefined, end: 'complete' });
    expect(violations).toEqual([]);
  });

  it('knows from the head what is wrong with the length', () => {
    const { reader } = read(['Content-Length: 1', 'Content-Length: 2'], bytesOf('no'), true);
    expect(reader.violations).toMatchObject([{ rule: 'body-length-conflict' }]);
  });
});
