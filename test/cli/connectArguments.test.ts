import { expect, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { connectArguments } from '../../src/cli/connectArguments.ts';

const url = 'ws://127.0.0.1:1/echo';

test('a URL alone has the defaults', () => {
  expect(connectArguments([url])).toEqual({
    url,
    profile: undefined,
    reset: [],
    options: {},
    variables: { environment: undefined, values: {} },
    actions: [],
    close: undefined,
    frames: undefined,
    forMs: undefined,
    echo: false,
    capture: undefined,
    maxPayload: 65_536,
    summary: false,
  });
});

test('reads every option of the connection', () => {
  const { options } = connectArguments([
    ...['--header', 'X-Room: blue', '--header', 'x-room:red:green', '--subprotocol', 'a, b', '--subprotocol', 'c'],
    ...['--origin', 'https://app.test', '--no-deflate', '--insecure', '--ca', 'ca.pem', '--cert', 'c.pem'],
    ...['--key', 'k.pem', '--follow-redirects', '--timeout', '1500', url],
  ]);
  expect(options).toEqual({
    headers: [
      ['X-Room', 'blue'],
      ['x-room', 'red:green'],
    ],
    subprotocols: ['a', 'b', 'c'],
    origin: 'https://app.test',
    deflate: false,
    followRedirects: true,
    handshakeTimeout: 1500,
    tls: { verify: false, ca: ['ca.pem'], cert: 'c.pem', key: 'k.pem' },
  });
});

test('keeps the order of what is to be done', () => {
  const { actions } = connectArguments([
    ...[url, '--send', 'one', '--ping', '--send-hex', '00 ff', '--send-file', 'f.bin', '--send', 'two'],
    ...['--ping', 'beat'],
  ]);
  expect(actions).toEqual([
    { kind: 'text', text: 'one' },
    { kind: 'ping', text: '' },
    { kind: 'binary', bytes: Uint8Array.of(0, 255) },
    { kind: 'file', file: 'f.bin' },
    { kind: 'text', text: 'two' },
    { kind: 'ping', text: 'beat' },
  ]);
});

test('sends empty text, and text that looks like an option', () => {
  expect(connectArguments([url, '--send', '', '--send=--close']).actions).toEqual([
    { kind: 'text', text: '' },
    { kind: 'text', text: '--close' },
  ]);
});

test.each([
  [['--close'], { code: 1000, reason: '' }],
  [['--close', '4001'], { code: 4001, reason: '' }],
  [['--close', '4001:see: you'], { code: 4001, reason: 'see: you' }],
  [['--close', '--summary'], { code: 1000, reason: '' }],
])('%j closes so', (args, close) => {
  expect(connectArguments([url, ...args]).close).toEqual(close);
});

test('reads the rest', () => {
  expect(
    connectArguments([
      ...['--profile', 'Local', '--frames', '3', '--for', '250', '--echo', '--capture', 'x.pcapng'],
      ...['--max-payload', '0', '--summary'],
    ]),
  ).toMatchObject({
    url: undefined,
    profile: 'Local',
    frames: 3,
    forMs: 250,
    echo: true,
    capture: 'x.pcapng',
    maxPayload: 0,
    summary: true,
  });
});

test.each([
  [[], /URL/],
  [[url, 'ws://b.test/'], /"ws:\/\/b\.test\/"/],
  [[url, '--proxy', 'a', 'http://b.test/'], /"http:\/\/b\.test\/"/],
  [[url, '--header', 'A:', 'b'], /only a URL may be one.*quotes/],
  [[url, '--nonsense'], /--nonsense/],
  [[url, '--send'], /--send/],
  [[url, '--header', 'A: b', '--header', 'no colon'], /--header number 2 .*Name: value/],
  [[url, '--header', ': value'], /--header/],
  [[url, '--send-hex', '0g'], /--send-hex.*[Cc]haracter/],
  [[url, '--frames', 'many'], /--frames.*"many"/],
  [[url, '--frames', '-1'], /--frames/],
  [[url, '--for', '1.5'], /--for.*"1\.5"/],
  [[url, '--timeout', 'soon'], /--timeout.*"soon"/],
  [[url, '--max-payload', '1k'], /--max-payload.*"1k"/],
  [[url, '--close', 'bye'], /--close "bye".*CODE/],
  [[url, '--close', '1006'], /--close.*1006.*must not be sent/],
  [[url, '--close', `1000:${'x'.repeat(124)}`], /--close.*124 bytes/],
])('%j is refused by name', (args, words) => {
  expect(() => connectArguments(args)).toThrow(ArgumentError);
  expect(() => connectArguments(args)).toThrow(words);
});

test('--ping and --close may stand right before the URL', () => {
  expect(connectArguments(['--ping', '--close', 'ws://127.0.0.1:1/'])).toMatchObject({
    url: 'ws://127.0.0.1:1/',
    actions: [{ kind: 'ping', text: '' }],
    close: { code: 1000, reason: '' },
  });
});

test.each([
  ['--header', 'hunter2'],
  ['--header', ': hunter2'],
  ['--cookie', 'hunter2'],
  ['--cookie', '=hunter2'],
  ['--header', 'Authorization:', 'Bearer', 'hunter2'],
  ['ws://ann:hunter2@a.test/', 'ws://ann:hunter2@b.test/?token=hunter2'],
])('%s %s is refused without telling the secret', (...args) => {
  let message = '';
  try {
    connectArguments([url, ...args]);
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    ({ message } = error as Error);
  }
  expect(message).not.toBe('');
  expect(message).not.toContain('hunter2');
});

test.each(['http://127.0.0.1:1/', 'https://127.0.0.1:1/', 'ws+unix:/run/a.sock:/'])(
  '--close may stand right before %s',
  (other) => {
    expect(connectArguments(['--close', other])).toMatchObject({ url: other, close: { code: 1000 } });
  },
);

test('a proxy is part of the connection', () => {
  expect(connectArguments(['ws://127.0.0.1:1/', '--proxy', 'http://127.0.0.1:3128']).options).toEqual({
    proxy: 'http://127.0.0.1:3128',
  });
});
