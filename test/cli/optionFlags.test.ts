import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { connectArguments } from '../../src/cli/connectArguments.ts';
import { type OptionFlag, optionFlags, optionsOf, parserFlags } from '../../src/cli/optionFlags.ts';
import type { ConnectionOptions, HeaderPair } from '../../src/profiles/connectionOptions.ts';
import { optionAt, withOption } from '../../src/profiles/mapTexts.ts';
import { options as allOptions } from '../../src/profiles/optionSpec.ts';
import { arbitraryOptions, goodOptions } from '../profiles/arbitraryOptions.ts';

const url = 'ws://127.0.0.1:1/echo';
const byPath = (path: string): OptionFlag => optionFlags.find(({ option }) => option.path === path)!;

/** The arguments that set what this flag stands for, as a user would write them. */
function argumentsOf({ name, option: { keys, spec } }: OptionFlag, options: ConnectionOptions): readonly string[] {
  const value = optionAt(options, keys);
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
  switch (spec.kind) {
    case 'flag':
      return value === spec.default ? [] : [`--${name}`];
    case 'list':
      return spec.lines === true
        ? (value as readonly string[]).map((entry) => `--${name}=${entry}`)
        : [`--${name}=${(value as readonly string[]).join(', ')}`];
    case 'pairs': {
      const separator = spec.separator === ':' ? ': ' : '=';
      return (value as readonly HeaderPair[]).map((pair) => `--${name}=${pair.join(separator)}`);
    }
    case 'number':
    case 'text':
    case 'choice':
      return [`--${name}=${value as string | number}`];
  }
}

/** What no flag can say: that a default is meant, and that a list is empty. */
function sayable(options: ConnectionOptions): Omit<ConnectionOptions, 'url'> {
  let said = options;
  for (const { option } of optionFlags) {
    const { keys, spec } = option;
    const value = optionAt(said, keys);
    const silent = spec.kind === 'flag' ? value === spec.default : Array.isArray(value) && value.length === 0;
    if (silent) said = withOption(said, keys, undefined);
  }
  const { url: _url, ...others } = said;
  return others;
}

describe('optionFlags', () => {
  it('has one flag, of a name of its own, for every option but the URL', () => {
    expect(optionFlags.map(({ option }) => option.path)).toEqual(
      allOptions.map(({ path }) => path).filter((path) => path !== 'url'),
    );
    expect(new Set(optionFlags.map(({ name }) => name)).size).toBe(optionFlags.length);
    for (const { name } of optionFlags) expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(Object.keys(parserFlags)).toEqual(optionFlags.map(({ name }) => name));
  });

  it.each([
    ['headers', 'header', "'Name: value'", true],
    ['cookies', 'cookie', 'name=value', true],
    ['subprotocols', 'subprotocol', 'A,B', true],
    ['tls.ca', 'ca', 'FILE', true],
    ['deflate', 'no-deflate', undefined, false],
    ['tls.verify', 'insecure', undefined, false],
    ['noDelay', 'nagle', undefined, false],
    ['followRedirects', 'follow-redirects', undefined, false],
    ['compression.serverNoContextTakeover', 'compression-server-no-context-takeover', undefined, false],
    ['checkUtf8', 'no-check-utf8', undefined, false],
    ['handshakeTimeout', 'timeout', 'MS', false],
    ['maxMessageSize', 'max-message-size', 'BYTES', false],
    ['localPort', 'local-port', 'N', false],
    ['addressFamily', 'address-family', 'any|ipv4|ipv6', false],
    ['tls.minVersion', 'tls-min-version', 'TLSv1|TLSv1.1|TLSv1.2|TLSv1.3', false],
    ['tls.key', 'key', 'FILE', false],
    ['auth.token', 'auth-token', 'TEXT', false],
    ['keepAlive.interval', 'ping-every', 'MS', false],
    ['reconnect.maxDelay', 'reconnect-max-delay', 'MS', false],
  ])('%s is --%s', (path, name, value, repeatable) => {
    expect(byPath(path)).toMatchObject({ name, value, repeatable });
    expect(parserFlags[name]).toEqual({ type: value === undefined ? 'boolean' : 'string', multiple: repeatable });
  });
});

describe('optionsOf', () => {
  it('sets nothing without flags', () => {
    expect(optionsOf({})).toEqual({});
    expect(optionsOf({ summary: true, frames: '3' })).toEqual({});
  });

  it('gives back any options that were written as flags', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryOptions, goodOptions), (options) => {
        const args = optionFlags.flatMap((flag) => argumentsOf(flag, options));
        expect(connectArguments([...args, url])).toMatchObject({ url });
        expect(connectArguments([...args, url]).options).toEqual(sayable(options));
      }),
    );
  });

  it.each([
    [
      ['--header', 'X-Room:blue', '--header', 'x-room: red: green '],
      {
        headers: [
          ['X-Room', 'blue'],
          ['x-room', 'red: green'],
        ],
      },
    ],
    [['--header', 'X-Empty:'], { headers: [['X-Empty', '']] }],
    [
      ['--cookie', 'a=b=c', '--cookie', 'd='],
      {
        cookies: [
          ['a', 'b=c'],
          ['d', ''],
        ],
      },
    ],
    [['--subprotocol', 'a, b', '--subprotocol', 'c'], { subprotocols: ['a', 'b', 'c'] }],
    [['--ca', 'a,b.pem', '--ca', 'c.pem'], { tls: { ca: ['a,b.pem', 'c.pem'] } }],
    [['--dns-server', '192.0.2.1,[::1]:53'], { dnsServers: ['192.0.2.1', '[::1]:53'] }],
    [['--reconnect', '3', '--reconnect-jitter', '0.25'], { reconnect: { tries: 3, jitter: 0.25 } }],
    [
      ['--auth-type', 'apiKey', '--auth-name', 'k', '--auth-value=-v', '--auth-in', 'query'],
      { auth: { type: 'apiKey', name: 'k', value: '-v', in: 'query' } },
    ],
    [['--proxy', 'a', '--proxy', 'none'], { proxy: 'none' }],
    [['--origin', ''], { origin: '' }],
    [['--nagle', '--insecure', '--no-auto-pong'], { noDelay: false, tls: { verify: false }, autoPong: false }],
  ])('reads %j', (args, options) => {
    expect(connectArguments([...args, url]).options).toEqual(options);
  });

  it.each([
    [['--timeout', 'soon'], '--timeout takes a whole number, not "soon".'],
    [['--timeout', '1.5'], '--timeout takes a whole number, not "1.5".'],
    [['--timeout', ''], '--timeout takes a whole number, not "".'],
    [['--reconnect-jitter', 'half'], '--reconnect-jitter takes a number, not "half".'],
    [['--reconnect-jitter', '.5'], '--reconnect-jitter takes a number, not ".5".'],
    [['--reconnect', '1e3'], '--reconnect takes a whole number, not "1e3".'],
    [['--address-family', 'IPv4'], '--address-family takes one of any, ipv4, ipv6, not "IPv4".'],
    [['--auth-type', ''], '--auth-type takes one of basic, bearer, apiKey, not "".'],
    [['--header', 'no colon'], "--header number 1 has no name before a colon. Write it as 'Name: value'."],
    [
      ['--cookie', 'a=b', '--cookie', 'c'],
      "--cookie number 2 has no name before an equals sign. Write it as 'name=value'.",
    ],
    [['--cookie', '=b'], "--cookie number 1 has no name before an equals sign. Write it as 'name=value'."],
  ])('refuses %j by name', (args, message) => {
    expect(() => connectArguments([...args, url])).toThrow(new ArgumentError(message));
  });

  it.each([['--no-deflate=x'], ['--insecure=false'], ['--deflate'], ['--tls-ca', 'x'], ['--url', 'x']])(
    'has no %s',
    (...args) => {
      expect(() => connectArguments([...args, url])).toThrow(ArgumentError);
    },
  );
});
