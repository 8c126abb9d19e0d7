import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../src/profiles/checkOptions.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';

const url = 'ws://localhost/';

function check(options: Partial<ConnectionOptions>) {
  return checkOptions({ url, ...options });
}

describe('checkOptions', () => {
  it('finds nothing wrong with a full set of good options', () => {
    const problems = check({
      headers: [
        ['Host', 'other.example'],
        ['Authorization', 'Bearer a.b.c'],
        ['Cookie', 'a=1'],
        ['Cookie', 'b=2'],
        ['X-Empty', ''],
        ['Origin', 'https://example.com'],
      ],
      subprotocols: ['chat.v2', 'chat.v1', 'CHAT.v1'],
      deflate: false,
      handshakeTimeout: 0.5,
      followRedirects: true,
      proxy: 'http://ann:secret@127.0.0.1:3128',
      tls: { verify: false, ca: 'ca.pem', cert: 'c.pem', key: 'k.pem' },
    });
    expect(problems).toEqual([]);
  });

  it.each([
    ['127.0.0.1:3128', 'http://host:port'],
    ['https://proxy.test', 'has to be an http:// URL'],
    ['socks5://proxy.test', 'not "socks5:"'],
    ['', 'is not a URL'],
  ])('refuses the proxy %j', (proxy, words) => {
    const [problem] = check({ proxy });
    expect(problem?.field).toBe('proxy');
    expect(problem?.message).toContain(words);
  });

  it('lists every problem in the order of the fields', () => {
    const problems = check({ url: 'http://x', headers: [['', '']], subprotocols: [''], origin: '\n', tls: { ca: '' } });
    expect(problems.map(({ field }) => field)).toEqual(['url', 'headers', 'subprotocols', 'origin', 'tls']);
  });

  it.each([
    [['', 'v'], 'name', 0, 'Header 1 has no name'],
    [['X Name', 'v'], 'name', 1, 'is a space'],
    [['X-Name:', 'v'], 'name', 6, 'is ":"'],
    [['X\r\nEvil', 'v'], 'name', 1, 'a carriage return'],
    [['X-A', 'a\r\nb: c'], 'value', 1, 'one line without control characters (RFC 9110 §5.5)'],
    [['X-A', 'a\0'], 'value', 1, 'a NUL character'],
    [['X-A', 'Łódź'], 'value', 0, 'encode it'],
    [['upgrade', 'h2c'], 'name', 0, 'sends it by itself'],
    [['Connection', 'close'], 'name', 0, 'sends it by itself'],
    [['Sec-WebSocket-Key', 'x'], 'name', 0, 'a new one for every connection'],
    [['Sec-WebSocket-Version', '8'], 'name', 0, 'version 13'],
    [['Sec-WebSocket-Extensions', 'x'], 'name', 0, '"deflate"'],
    [['Sec-WebSocket-Protocol', 'x'], 'name', 0, 'under subprotocols'],
    [['Sec-WebSocket-Accept', 'x'], 'name', 0, 'Only a server'],
    [['Content-Length', '3'], 'name', 0, 'no body'],
  ] as const)('refuses the header %j', (header, part, offset, words) => {
    const [problem, ...others] = check({ headers: [header] });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field: 'headers', index: 0, part, offset });
    expect(problem?.message).toContain(words);
  });

  it('refuses a second Host, and an Origin that is also an option', () => {
    const headers = [
      ['Host', 'a'],
      ['host', 'b'],
      ['origin', 'https://a.example'],
    ] as const;
    expect(check({ headers, origin: 'https://b.example' })).toMatchObject([
      { field: 'headers', index: 1, part: 'name' },
      { field: 'headers', index: 2, part: 'name' },
    ]);
  });

  it.each([
    [['a', ''], 1, 0, 'Subprotocol 2 is empty'],
    [['a b'], 0, 1, 'a space'],
    [['a,b'], 0, 1, 'Enter each subprotocol by itself'],
    [['a', 'b', 'a'], 2, 0, 'is there twice'],
    [['snow☃'], 0, 4, '☃'],
  ])('refuses the subprotocols %j', (subprotocols, index, offset, words) => {
    const problems = check({ subprotocols });
    expect(problems).toMatchObject([{ field: 'subprotocols', index, offset }]);
    expect(problems[0]?.message).toContain(words);
  });

  it('refuses an origin of two lines', () => {
    expect(check({ origin: 'https://a\r\nX: y' })).toMatchObject([{ field: 'origin', offset: 9 }]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])('refuses the timeout %d', (handshakeTimeout) => {
    expect(check({ handshakeTimeout })).toMatchObject([{ field: 'handshakeTimeout' }]);
  });

  it.each([
    [{ cert: 'c.pem' }, 'cert', 'needs its private key'],
    [{ key: 'k.pem' }, 'key', 'needs its client certificate'],
    [{ ca: ' ' }, 'ca', 'is empty'],
    [{ ca: 'a\0b' }, 'ca', 'NUL'],
  ] as const)('refuses the TLS options %j', (tls, part, words) => {
    const problems = check({ tls });
    expect(problems).toMatchObject([{ field: 'tls', part }]);
    expect(problems[0]?.message).toContain(words);
  });

  it('never lets a line break through to the request', () => {
    const lines = fc.string({ unit: fc.constantFrom('a', ' ', '\r', '\n', '\0', ':', 'é') });
    fc.assert(
      fc.property(lines, lines, lines, (name, value, origin) => {
        if (check({ headers: [[name, value]], origin }).length > 0) return;
        expect(name + value + origin).not.toMatch(/[\r\n\0]/);
      }),
    );
  });
});
