import { expect, test } from 'vitest';
import { frameId } from '../../src/base/branded.ts';
import type { Phase } from '../../src/diagnosis/evidence.ts';
import {
  bodyQuote,
  bytesQuote,
  frameQuote,
  headerQuotes,
  optionsQuote,
  phaseQuote,
  requestQuote,
  statusQuote,
} from '../../src/diagnosis/quotes.ts';
import { dnsOk, response, tcpFailed } from '../support/evidence.ts';

test('the status line, also one that cannot be read', () => {
  expect(statusQuote(response('HTTP/1.1 404 Not Found')).text).toBe('HTTP/1.1 404 Not Found');
  expect(statusQuote(response('HTTP/1.1 OK 101')).text).toBe('HTTP/1.1 OK 101');
});

test('every line of a header, secrets masked', () => {
  const quotes = headerQuotes(
    response('HTTP/1.1 200 OK', 'Set-Cookie: sid=abc; Path=/', 'set-cookie: b=c', 'X: 1'),
    'Set-Cookie',
    'Nope',
  );
  expect(quotes.map(({ text }) => text)).toEqual(['Set-Cookie: sid=•••; Path=/', 'Set-Cookie: b=•••']);
  expect(quotes[0]?.source).toEqual({ kind: 'response', header: 'Set-Cookie' });
});

test('a phase in a line', () => {
  expect(phaseQuote(dnsOk).text).toBe('dns example.test → 192.0.2.7: ok in 2 ms');
  expect(phaseQuote({ ...dnsOk, servers: ['192.0.2.1', '192.0.2.2'] } as Phase).text).toBe(
    'dns example.test, asked of 192.0.2.1 or 192.0.2.2 → 192.0.2.7: ok in 2 ms',
  );
  expect(phaseQuote(tcpFailed('::1', 8080, 'ECONNREFUSED')).text).toBe(
    'tcp ::1 port 8080: ECONNREFUSED after 1 ms (connect ECONNREFUSED ::1)',
  );
  expect(
    phaseQuote({
      name: 'proxy',
      kind: 'http',
      from: 'options',
      proxy: 'http://u:p@proxy.test:3128',
      status: 407,
      startMs: 0,
      durationMs: 3,
      ok: false,
      code: 'X',
    }).text,
  ).toBe('proxy http://•••@proxy.test:3128 → 407: X after 3 ms');
  expect(
    phaseQuote({
      name: 'tls',
      peer: 'server',
      servername: 'a.test',
      version: 'TLSv1.3',
      chain: [],
      verified: true,
      startMs: 0,
      durationMs: 3,
      ok: true,
    }).text,
  ).toBe('tls "a.test" TLSv1.3: ok in 3 ms');
  expect(
    phaseQuote({
      name: 'tls',
      peer: 'server',
      servername: '',
      chain: [],
      verified: false,
      startMs: 0,
      durationMs: 3,
      ok: false,
      code: 'ERR_SSL_WRONG_VERSION_NUMBER',
      message:
        'C0D6FFE2947F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/openssl/ssl/record/methods/tlsany_meth.c:77:\n',
    }).text,
  ).toBe('tls: ERR_SSL_WRONG_VERSION_NUMBER after 3 ms (wrong version number)');
  expect(phaseQuote({ name: 'url', url: 'ws://•••@a.test/', startMs: 0, durationMs: 0, ok: true }).text).toBe(
    'url ws://•••@a.test/: ok in 0 ms',
  );
  const unix = { name: 'tcp', family: 'unix', address: '/run/a.sock', port: 0 } as const;
  expect(phaseQuote({ ...unix, startMs: 0, durationMs: 1, ok: true }).text).toBe('unix socket /run/a.sock: ok in 1 ms');
  expect(phaseQuote({ name: 'frame', from: 'server', startMs: 20, durationMs: 7, ok: true }).text).toBe(
    'first frame, from the server: ok in 7 ms',
  );
  expect(phaseQuote({ name: 'request', bytes: 180, startMs: 0, durationMs: 1, ok: true }).text).toContain('180 bytes');
  expect(phaseQuote({ name: 'response', bytes: 0, startMs: 0, durationMs: 1, ok: true }).text).toContain('0 bytes');
});

test('bytes are text where they can be read', () => {
  expect(bytesQuote(new TextEncoder().encode('SSH-2.0-x\r\n'))).toBe('"SSH-2.0-x\\r\\n"');
  expect(bytesQuote(Uint8Array.of(0x15, 3, 3, 0), 3)).toBe('15 03 03 …');
  expect(bytesQuote(new Uint8Array())).toBe('');
});

test('each quote says where it is from', () => {
  expect(
    [bodyQuote('a'), requestQuote('b'), optionsQuote('c'), frameQuote(frameId(2), 'd')].map(({ source }) => source),
  ).toEqual([{ kind: 'body' }, { kind: 'request' }, { kind: 'options' }, { kind: 'frame', frame: 2 }]);
});
