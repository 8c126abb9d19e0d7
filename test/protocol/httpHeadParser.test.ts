import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wireOffset } from '../../src/base/branded.ts';
import { parseRequestHead, parseResponseHead } from '../../src/protocol/httpHeadParser.ts';
import { requestOf, responseOf } from './heads.ts';
import { bytesOf } from './recorder.ts';

const rules = (text: string): string[] => responseOf(text).violations.map(({ rule }) => rule);
const withLines = (...lines: readonly string[]): string => ['HTTP/1.1 101 OK', ...lines, '', ''].join('\r\n');

describe('parseResponseHead', () => {
  it('keeps order, letter case and lines', () => {
    const head = responseOf(withLines('x-B:  2 ', 'X-a:\t1', 'X-Empty:'));
    expect(head).toMatchObject({ version: 'HTTP/1.1', status: 101, reason: 'OK', violations: [] });
    expect(head.headers).toEqual([
      { name: 'x-B', value: '2', line: 2 },
      { name: 'X-a', value: '1', line: 3 },
      { name: 'X-Empty', value: '', line: 4 },
    ]);
  });

  it('does without a reason', () => {
    expect(responseOf('HTTP/1.1 101 \r\n\r\n')).toMatchObject({ status: 101, reason: '', violations: [] });
    expect(responseOf('HTTP/1.1 101\r\n\r\n')).toMatchObject({ status: 101, reason: '', violations: [] });
  });

  it('reads bytes above 7F as UTF-8 when they are, else as Latin-1', () => {
    const utf8 = parseResponseHead(bytesOf(withLines('X-Name: Zürich ☃')), wireOffset(0));
    expect(utf8.headers[0]?.value).toBe('Zürich ☃');
    expect(utf8.violations).toEqual([]);
    expect(responseOf(withLines('X-Name: Z\xfcrich')).headers[0]?.value).toBe('Zürich');
    expect(responseOf('HTTP/1.1 403 Interdit \xe0\r\n\r\n').reason).toBe('Interdit à');
  });

  it.each([
    ['HTTP/2 101 OK\r\n\r\n', ['head-version'], 101],
    ['HTTP/2.0 101 OK\r\n\r\n', ['head-version'], 101],
    ['http/1.1 101 OK\r\n\r\n', ['head-version'], 101],
    ['HTTP/1.1 OK 101\r\n\r\n', ['head-status-line'], 0],
    ['HTTP/1.1\r\n\r\n', ['head-status-line'], 0],
    ['HTTP/1.1  101 OK\r\n\r\n', ['head-status-line'], 101],
    ['HTTP/1.1\t101 OK\r\n\r\n', ['head-status-line'], 101],
    ['HTTP/1.1 1010 OK\r\n\r\n', ['head-status-line'], 0],
    ['HTTP/1.1 999 Request denied\r\n\r\n', ['head-status-range'], 999],
    ['HTTP/1.1 099 OK\r\n\r\n', ['head-status-range'], 99],
    ['HTTP/1.0 404 Not Found\r\n\r\n', [], 404],
    ['\r\nHTTP/1.1 101 OK\r\n\r\n', ['head-empty-line-first'], 101],
    [' \r\n\r\n', ['head-version', 'head-status-line'], 0],
    ['\r\n\r\n', [], 0],
  ])('judges the status line of %j', (text, expected, status) => {
    expect(rules(text)).toEqual(expected);
    expect(responseOf(text).status).toBe(status);
  });

  it.each([
    ['ThisIsNotAHeader', 'head-colon-missing', 0, 16],
    ['Name : value', 'head-space-before-colon', 4, 1],
    ['Na me: value', 'head-name-invalid', 2, 1],
    ['N\x01me: value', 'head-name-invalid', 1, 1],
    ['Na(me): value', 'head-name-invalid', 2, 1],
    [': value', 'head-name-invalid', 0, 0],
    ['X-A: a\0b', 'head-value-control', 6, 1],
    ['X-A: a\x01\x1b[31mb', 'head-value-control', 6, 1],
    ['X-A: a\x7fb', 'head-value-control', 6, 1],
    ['X-A: a\rb', 'head-bare-cr', 6, 1],
    [' folded before any header', 'head-line-folded', 0, 25],
  ])('judges the line %j', (line, rule, column, length) => {
    const head = responseOf(withLines(line));
    expect(head.violations).toMatchObject([
      { rule, offset: 'HTTP/1.1 101 OK\r\n'.length + column, length, by: 'server' },
    ]);
    expect(head.violations[0]?.sentence).toMatch(/^Line 2/);
  });

  it('quotes a long line cut, and unseen characters by their code', () => {
    const [long] = responseOf(withLines(`no colon \x01${'a'.repeat(100)}`)).violations;
    expect(long?.sentence).toContain('no colon \\x01aaa');
    expect(long?.sentence).toContain('…');
  });

  it('joins a folded value with one space', () => {
    const head = responseOf(withLines('X-A: one', '\t two', ' three', 'X-B:', ' later'));
    expect(head.headers.map(({ name, value }) => [name, value])).toEqual([
      ['X-A', 'one two three'],
      ['X-B', 'later'],
    ]);
    expect(head.violations.map(({ rule }) => rule)).toEqual(Array(3).fill('head-line-folded'));
  });

  it('names lines that end with LF alone once', () => {
    const head = responseOf('HTTP/1.1 101 OK\r\nA: b\nC: d\n\r\n');
    expect(head.violations).toMatchObject([{ rule: 'head-bare-lf', offset: 21, length: 1 }]);
    expect(head.violations[0]?.sentence).toBe('Line 2 ends with LF alone instead of CR LF, and so do 1 more.');
    expect(responseOf('HTTP/1.1 101 OK\nA: b\r\n\r\n').violations[0]?.sentence).toBe(
      'Line 1 ends with LF alone instead of CR LF.',
    );
  });

  it('counts offsets from where the head begins', () => {
    const head = parseResponseHead(bytesOf('HTTP/9 101 OK\r\n\r\n'), wireOffset(100));
    expect(head.violations).toMatchObject([{ rule: 'head-version', offset: 100 }]);
  });

  it('reads a head that was cut', () => {
    expect(responseOf('HTTP/1.1 101 OK\r\nA: b\r\nC: d')).toMatchObject({
      status: 101,
      headers: [{ name: 'A' }, { name: 'C' }],
    });
    expect(responseOf('')).toMatchObject({ status: 0, headers: [] });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        parseResponseHead(bytes, wireOffset(0));
        parseRequestHead(bytes, wireOffset(0));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseRequestHead', () => {
  it('reads method, target and version', () => {
    expect(requestOf('GET /chat?a=b HTTP/1.1\r\nHost: x\r\n\r\n')).toMatchObject({
      kind: 'request',
      method: 'GET',
      target: '/chat?a=b',
      version: 'HTTP/1.1',
      violations: [],
    });
  });

  it.each([
    ['GET  /chat HTTP/1.1\r\n\r\n', ['head-request-line'], 'GET', '/chat', 'HTTP/1.1'],
    ['GET /a b HTTP/1.1\r\n\r\n', ['head-request-line'], 'GET', '/a b', 'HTTP/1.1'],
    ['GET /a\r\n\r\n', ['head-request-line'], 'GET', '/a', ''],
    ['GET /a HTTP/2\r\n\r\n', ['head-version'], 'GET', '/a', 'HTTP/2'],
    [' \r\n\r\n', ['head-request-line'], '', '', ''],
    ['', [], '', '', ''],
  ])('judges %j', (text, expected, method, target, version) => {
    const head = requestOf(text);
    expect(head.violations.map(({ rule }) => rule)).toEqual(expected);
    expect(head).toMatchObject({ method, target, version });
  });
});
