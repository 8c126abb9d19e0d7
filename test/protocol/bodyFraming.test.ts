import { describe, expect, it } from 'vitest';
import { BodySplitter, framingOf, type BodyFraming } from '../../src/protocol/bodyFraming.ts';
import { responseOf } from './heads.ts';
import { bytesOf } from './recorder.ts';

const framing = (status: number, ...lines: readonly string[]) =>
  framingOf(responseOf([`HTTP/1.1 ${status} X`, ...lines, '', ''].join('\r\n')));

describe('framingOf', () => {
  it.each([
    [framing(204, 'Content-Length: 5'), 'none'],
    [framing(304), 'none'],
    [framing(102), 'none'],
    [framing(200), 'until-close'],
    [framing(200, 'Transfer-Encoding: gzip'), 'until-close'],
    [framing(200, 'Transfer-Encoding: gzip, Chunked'), 'chunked'],
    [framing(200, 'Content-Length: 5'), 'length'],
    [framing(200, 'Content-Length: 5, 5', 'Content-Length: 5'), 'length'],
  ])('%#: raises nothing', (verdict, kind) => {
    expect(verdict.framing.kind).toBe(kind);
    expect(verdict.violations).toEqual([]);
  });

  it('gives the transfer codings besides chunked', () => {
    expect(framing(200, 'Transfer-Encoding: gzip, identity, chunked').transferCodings).toEqual(['gzip']);
  });

  it.each([
    [framing(200, 'Content-Length: 5', 'Content-Length: 6'), 'until-close', 'body-length-conflict'],
    [framing(200, 'Content-Length: 5', 'Transfer-Encoding: chunked'), 'chunked', 'body-length-conflict'],
    [framing(200, 'Content-Length: five'), 'until-close', 'body-length-invalid'],
    [framing(200, 'Content-Length: -5'), 'until-close', 'body-length-invalid'],
  ])('%#: names what is wrong', (verdict, kind, rule) => {
    expect(verdict.framing.kind).toBe(kind);
    expect(verdict.violations.map((violation) => violation.rule)).toEqual([rule]);
  });
});

function split(kind: BodyFraming, text: string, chunk = Infinity, limit = Infinity) {
  const bytes = bytesOf(text);
  const splitter = new BodySplitter(kind, limit);
  let content = '';
  let stopped = 0;
  for (let at = 0; at < bytes.length; at += chunk) {
    const part = bytes.subarray(at, at + chunk);
    stopped = at + splitter.push(part, 0, (from, to) => (content += Buffer.from(part.subarray(from, to)).toString()));
  }
  return { content, splitter, stopped };
}

describe('BodySplitter', () => {
  const chunked = { kind: 'chunked' } as const;

  it.each([Infinity, 1, 3])('reads chunks, extensions and trailers in pieces of %d', (size) => {
    const text = '5\r\nhello\r\nA;name="x"\r\n0123456789\r\n2 \r\n!!\r\n0\r\nTrailer: 1\r\n\r\n';
    const { content, splitter } = split(chunked, text, size);
    expect(content).toBe('hello0123456789!!');
    expect(splitter.done).toBe(true);
    expect(splitter.consumed).toBe(text.length);
    expect(splitter.problemAt(0)).toBeUndefined();
  });

  it('takes LF for CR LF and leaves what follows', () => {
    const { content, splitter, stopped } = split(chunked, '2\nhi\n0\n\nrest');
    expect(content).toBe('hi');
    expect(splitter.done).toBe(true);
    expect(stopped).toBe(8);
  });

  it.each([
    ['zz\r\n', 0, '"z"'],
    ['\x01', 0, '0x01'],
    ['5z\r\n', 1, '"5" goes on with "z"'],
    ['5\rx', 2, 'CR and "x"'],
    ['2\r\nhiXX', 5, 'its size is probably wrong'],
    ['2\r\nhi\rX', 6, 'ends with CR and "X"'],
    ['123456789abcdef\r\n', 13, 'goes on with'],
  ])('names the malformed chunk %j', (text, at, words) => {
    const { splitter } = split(chunked, text);
    expect(splitter.malformed).toBe(true);
    expect(splitter.problemAt(100)).toMatchObject({ rule: 'body-chunk-malformed', offset: 100 + at });
    expect(splitter.problemAt(100)?.sentence).toContain(words);
  });

  it('ends a body of a given length', () => {
    expect(split({ kind: 'length', length: 2 }, 'hiho')).toMatchObject({ content: 'hi', stopped: 2 });
    expect(new BodySplitter({ kind: 'length', length: 0 }, 10).done).toBe(true);
    expect(new BodySplitter({ kind: 'none' }, 10).done).toBe(true);
  });

  it.each([Infinity, 1])('stops at its limit in pieces of %d', (size) => {
    const { content, splitter } = split(chunked, '5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n', size, 7);
    expect(content).toBe('hellowo');
    expect(splitter.full).toBe(true);
    expect(splitter.consumed).toBe(15);
    expect(split({ kind: 'until-close' }, 'hello', size, 3).content).toBe('hel');
  });
});
