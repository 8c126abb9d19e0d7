import { describe, expect, it } from 'vitest';
import { wireOffset } from '../../src/base/branded.ts';
import { judgedPart, judgeHeadEnd } from '../../src/protocol/headEnd.ts';
import { parseRequestHead, parseResponseHead } from '../../src/protocol/httpHeadParser.ts';
import { bytesOf, hex } from './recorder.ts';

const response = (bytes: Uint8Array) => parseResponseHead(bytes, wireOffset(0));

it('judges whole lines of an unfinished head', () => {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  expect(text(judgedPart('incomplete', bytesOf('one\r\ntwo\r\nthr')))).toBe('one\r\ntwo\r\n');
  expect(text(judgedPart('incomplete', bytesOf('on')))).toBe('on');
  expect(text(judgedPart('complete', bytesOf('one\r\n\r\n')))).toBe('one\r\n\r\n');
});

describe('judgeHeadEnd', () => {
  it('finds nothing wrong with a complete head', () => {
    expect(judgeHeadEnd('complete', response(bytesOf('HTTP/1.1 101\r\n\r\n')), 2)).toEqual([]);
  });

  it('says where a head was cut', () => {
    const [first] = judgeHeadEnd('incomplete', response(bytesOf('HTTP/1.1 10')), 0);
    expect(first).toMatchObject({ rule: 'head-truncated', by: 'server', offset: 11 });
    expect(first?.sentence).toContain('"HTTP/1.1 10"');
    const [second] = judgeHeadEnd('incomplete', response(bytesOf('HTTP/1.1 101 OK\r\nA: b\r\nC')), 2);
    expect(second?.sentence).toContain('after 2 whole lines');
  });

  it.each([
    ['15 03 03 00 02 02 46', 'wss://'],
    ['16 03 01 00 00 00 00', 'TLS handshake'],
    ['05 ff', 'SOCKS'],
    ['00 5a 00 00 00 00 00', 'SOCKS'],
    ['53 53 48 2d 32 2e 30', 'SSH'],
    ['32 32 30 20 66 74 70', 'mail or FTP'],
    ['3c 68 74 6d 6c 3e 3c', 'page'],
    ['00 00 12 04 00 00 00', 'HTTP/2'],
    ['00', 'begins with 00.$'],
    ['de ad be ef 00 11 22', 'begins with de ad be ef 00 11 22.$'],
  ])('recognises %s', (bytes, words) => {
    const [found] = judgeHeadEnd('foreign', response(hex(bytes)), 0);
    expect(found).toMatchObject({ rule: 'response-not-http', offset: 0, length: hex(bytes).length });
    expect(found?.sentence).toMatch(new RegExp(words));
  });

  it('names a request that is none', () => {
    const head = parseRequestHead(hex('16 03 01'), wireOffset(0));
    expect(judgeHeadEnd('foreign', head, 0)).toMatchObject([{ rule: 'request-not-http', by: 'client' }]);
  });

  it('names the limits', () => {
    const head = response(bytesOf(`HTTP/1.1 200 OK\r\n${'a'.repeat(100)}`));
    expect(judgeHeadEnd('too-large', head, 1)).toMatchObject([{ rule: 'head-too-large', length: 117 }]);
    expect(judgeHeadEnd('too-many-lines', head, 1)).toMatchObject([{ rule: 'head-too-many-lines' }]);
  });

  it('cuts what it quotes', () => {
    const [found] = judgeHeadEnd('incomplete', response(bytesOf(`HTTP/1.1 ${'a'.repeat(100)}`)), 0);
    expect(found?.sentence).toContain('" …');
  });
});
