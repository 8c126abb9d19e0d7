import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../src/profiles/check/checkOptions.ts';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';
import { optionAt } from '../../../src/profiles/mapTexts.ts';
import { optionSpec } from '../../../src/profiles/optionSpec.ts';
import { arbitraryOptions, goodOptions } from '../arbitraryOptions.ts';

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
      auth: { type: 'apiKey', name: 'X-Api-Key', value: 'k', in: 'header' },
      subprotocols: ['chat.v2', 'chat.v1', 'CHAT.v1'],
      requireSubprotocol: false,
      deflate: false,
      compression: { serverMaxWindowBits: 8, clientMaxWindowBits: 0, threshold: 0, level: 9 },
      maxMessageSize: 1,
      checkUtf8: false,
      dnsTimeout: 1,
      connectTimeout: 1,
      tlsTimeout: 1,
      handshakeTimeout: 1,
      idleTimeout: 2_147_483_647,
      followRedirects: true,
      maxRedirects: 50,
      proxy: 'http://ann:secret@127.0.0.1:3128',
      tls: {
        verify: false,
        ca: ['ca.pem'],
        cert: 'c.pem',
        key: 'k.pem',
        passphrase: 'p',
        servername: 'a.test',
        verifyHost: '192.0.2.1',
        minVersion: 'TLSv1.3',
        maxVersion: 'TLSv1.3',
        ciphers: 'HIGH',
        keyLogFile: 'keys.log',
      },
      connectTo: ':81',
      addressFamily: 'ipv6',
      dnsServers: ['192.0.2.1', '192.0.2.1'],
      localAddress: '::1',
      localPort: 65_535,
      noDelay: false,
      tcpKeepAlive: 0,
      keepAlive: { interval: 1, payload: 'x'.repeat(125), timeout: 1 },
      autoPong: false,
      pongDelay: 0,
      reconnect: { tries: 1000, delay: 30_000, maxDelay: 30_000, jitter: 1 },
    });
    expect(problems).toEqual([]);
  });

  it('lists every problem in the order of the fields', () => {
    const problems = check({
      url: 'ftp://x',
      headers: [['', '']],
      auth: {},
      cookies: [['', '']],
      subprotocols: [''],
      origin: '\n',
      maxRedirects: 0,
      proxy: '',
      connectTo: '',
      dnsServers: [''],
      localAddress: '',
      tls: { ca: [''] },
      keepAlive: { timeout: 1 },
      reconnect: { delay: 2, maxDelay: 1 },
    });
    expect(problems.map(({ field }) => field)).toEqual([
      ...['url', 'headers', 'auth', 'cookies', 'subprotocols', 'origin', 'maxRedirects', 'proxy', 'connectTo'],
      ...['dnsServers', 'localAddress', 'tls', 'keepAlive', 'reconnect'],
    ]);
  });

  it('refuses an origin of two lines', () => {
    expect(check({ origin: 'https://a\r\nX: y' })).toMatchObject([{ field: 'origin', offset: 9 }]);
  });

  it('never lets a line break through to the request', () => {
    const lines = fc.string({ unit: fc.constantFrom('a', ' ', '\r', '\n', '\0', ':', 'é') });
    fc.assert(
      fc.property(lines, lines, lines, (name, value, origin) => {
        const sets: readonly Partial<ConnectionOptions>[] = [
          { headers: [[name, value]], origin },
          { cookies: [[name, value]] },
          { auth: { type: 'bearer', token: value } },
          { auth: { type: 'apiKey', name, value } },
          { subprotocols: [name] },
          { url: `ws://h/${value}` },
          { proxy: `http://${value}` },
          { connectTo: value },
          { tls: { servername: value } },
        ];
        for (const set of sets) if (check(set).length === 0) expect(JSON.stringify(set)).not.toMatch(/\\[rn]|\\u0000/);
      }),
    );
  });

  it('names a place that is there, in words that say what to do', () => {
    fc.assert(
      fc.property(arbitraryOptions, (options) => {
        for (const { field, index, part, offset, message } of checkOptions(options)) {
          expect(Object.keys(optionSpec)).toContain(field);
          const spec = optionSpec[field];
          if (spec.kind === 'group') expect(Object.keys(spec.fields)).toContain(part);
          else if (spec.kind === 'pairs') expect(['name', 'value']).toContain(part);
          else expect(part).toBeUndefined();
          if (index !== undefined) {
            const list = spec.kind === 'group' ? optionAt(options, [field, part!]) : options[field];
            expect(index).toBeLessThan((list as readonly unknown[]).length);
          }
          if (offset !== undefined) expect(offset).toBeGreaterThanOrEqual(0);
          expect(message).toMatch(/^\S.*\.$|https?:\/\/|ws:\/\//);
        }
      }),
    );
  });

  it('takes whatever the checks do not find fault with, as often as it is asked', () => {
    fc.assert(
      fc.property(goodOptions, (options) => {
        expect(checkOptions(options)).toEqual([]);
      }),
    );
  });

  it('tells no secret, however it is misspelt', () => {
    const secret = 'S3CRET9';
    const odd = fc.constantFrom('', ' ', '\n', '\0', '#', '/', '?', '@', ':', ';', ',', '☃', '\\', '[', '%');
    fc.assert(
      fc.property(odd, odd, odd, (before, inside, after) => {
        const text = `${before}S3CRET${inside}9${after}`;
        const fragment = `${before}${secret}${after}`;
        const sets: readonly Partial<ConnectionOptions>[] = [
          { headers: [['X-Token', text]] },
          { headers: [[`Authorization Bearer ${text}`, '']] },
          { cookies: [['sid', text]] },
          { cookies: [[`sid ${text}`, '']] },
          { auth: { type: 'basic', username: 'ann:', password: text } },
          { auth: { type: 'bearer', token: text }, headers: [['Authorization', text]] },
          { auth: { type: 'apiKey', name: 'Host\n', value: text } },
          { subprotocols: ['chat', text, text] },
          { url: `ws://ann:${text}@h/` },
          { url: `ws://ann:${text}@h b/` },
          { url: `ws://ann:${text}@[::zz]/` },
          { url: `ws://ann:${text}@h:99999/` },
          { url: `ann:${text}@h/` },
          { url: `ws:ann:${text}@h/` },
          { url: `h/?token=${fragment}` },
          { url: `ws://h /?token=${fragment}` },
          { url: `ws://h/?a=1#token=${fragment}` },
          { url: `ws+unix:h?token=${fragment}` },
          { proxy: `http://ann:${text}@h/` },
          { proxy: `ann:${text}@h:1` },
          { proxy: `${text}:x@h:1` },
          { proxy: `ftp://ann:${text}@h` },
          { tls: { passphrase: text } },
          { tls: { key: `-----BEGIN PRIVATE KEY-----\n${text}\0` } },
        ];
        for (const set of sets) {
          const told = check(set).map(({ message }) => message);
          expect([set, told.filter((message) => message.includes('S3CRET'))]).toEqual([set, []]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
