import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIpv4, isIpv6, parseHostPort } from '../../src/profiles/hostPort.ts';

const port = fc.integer({ min: 1, max: 65_535 });
const addressLike = fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdefABCDEF:.%g')), maxLength: 45 });

describe('parseHostPort', () => {
  it.each([
    ['example.com', 'example.com', undefined],
    ['example.com:81', 'example.com', 81],
    ['localhost:080', 'localhost', 80],
    ['192.0.2.1:65535', '192.0.2.1', 65_535],
    ['[::1]:81', '::1', 81],
    ['[::1]', '::1', undefined],
    ['::1', '::1', undefined],
    ['2001:db8::1:81', '2001:db8::1:81', undefined],
    ['[fe80::1%eth0]:81', 'fe80::1%eth0', 81],
    [':81', undefined, 81],
    ['bücher.example', 'bücher.example', undefined],
  ])('reads %s', (text, host, number) => {
    expect(parseHostPort(text)).toEqual({ host, port: number });
  });

  it.each([
    ...['', ':', 'a:', 'a:0', 'a:65536', 'a:123456', 'a:8o', ':0', 'a:1:2', 'a b', ' a', 'a\n', 'a\0b', 'a\u200bb'],
    ...['[', '[]', '[]:80', '[::1', '[::1]80', '[::1]:', '[::1]:0', '[192.0.2.1]:80', '[a.test]:80', '::g', ':::'],
    ...['ws://a', 'a/b', 'a?b', 'a#b', 'u@a', 'a\\b', 'a]'],
  ])('refuses %j', (text) => {
    expect(parseHostPort(text)).toBeUndefined();
  });

  it('gives back what was written together', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV4()), fc.option(port, { nil: undefined }), (host, number) => {
        expect(parseHostPort(number === undefined ? host : `${host}:${number}`)).toEqual({ host, port: number });
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.option(port, { nil: undefined }), (host, number) => {
        expect(parseHostPort(`[${host}]${number === undefined ? '' : `:${number}`}`)).toEqual({ host, port: number });
        expect(parseHostPort(host)).toEqual({ host, port: undefined });
      }),
    );
  });

  it('never throws, and gives only ports that there are and hosts without what ends one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), addressLike), (text) => {
        const read = parseHostPort(text);
        if (read === undefined) return;
        expect(read.host === undefined && read.port === undefined).toBe(false);
        if (read.port !== undefined) expect(read.port >= 1 && read.port <= 65_535).toBe(true);
        if (read.host !== undefined && !isIpv6(read.host)) expect(read.host).toMatch(/^[^\s:/?#@[\]\\]+$/);
      }),
    );
  });
});

describe('isIpv4', () => {
  it('knows addresses as the system does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV4Extended(), addressLike), (text) => {
        expect([text, isIpv4(text)]).toEqual([text, isIPv4(text)]);
      }),
    );
  });

  it.each(['', '1.2.3', '1.2.3.4.5', '01.2.3.4', '256.1.1.1', '1.2.3.4 ', '0x7f.0.0.1', '1.2.3.', '１.2.3.4'])(
    'refuses %j',
    (text) => {
      expect(isIpv4(text)).toBe(false);
    },
  );
});

describe('isIpv6', () => {
  it('knows addresses as the system does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), addressLike), (text) => {
        expect([text, isIpv6(text)]).toEqual([text, isIPv6(text)]);
      }),
    );
  });

  it.each(['::', '::1', '1::', '::ffff:192.0.2.1', 'FE80::1%eth0', '1:2:3:4:5:6:7:8', '::1%1'])('takes %s', (text) => {
    expect(isIpv6(text)).toBe(true);
  });

  it.each(['', ':', '1', '[::1]', '::1%', '%eth0', '::1%a%b', '1:2:3:4:5:6:7:8:9', '1::2::3', 'g::', '::1 ', '::1/64'])(
    'refuses %j',
    (text) => {
      expect(isIpv6(text)).toBe(false);
    },
  );
});
