import { expect, test } from 'vitest';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';
import { variantsOf } from '../../../src/session/probe/variants.ts';

const nothing = { subprotocols: [], bothFamilies: false, viaProxy: false };
const variants = (options: ConnectionOptions, known: Partial<Parameters<typeof variantsOf>[1]> = {}) =>
  variantsOf(options, { ...nothing, ...known });
const ids = (...args: Parameters<typeof variants>): readonly string[] => variants(...args).map(({ id }) => id);

test('a bare connection: origin, scheme, slash, extensions, User-Agent', () => {
  expect(ids({ url: 'ws://a.test/chat' })).toEqual([
    'own-origin',
    'scheme-wss',
    'trailing-slash',
    'no-extensions',
    'browser-user-agent',
  ]);
});

test('each differs from what was asked in one thing, and its change says which', () => {
  const options = { url: 'ws://a.test/chat', origin: 'https://b.test', subprotocols: ['x', 'y'] };
  for (const { options: varied, change } of variants(options, { bothFamilies: true, viaProxy: true })) {
    const differing = [...new Set([...Object.keys(varied), ...Object.keys(options)])].filter(
      (key) =>
        JSON.stringify(varied[key as keyof ConnectionOptions]) !==
        JSON.stringify((options as ConnectionOptions)[key as keyof ConnectionOptions]),
    );
    expect(differing.length).toBe(1);
    expect(change).toBeDefined();
  }
});

test('subprotocols: those the server named first, each alone, then none', () => {
  expect(ids({ url: 'ws://a.test/', subprotocols: ['x', 'y'] }, { subprotocols: ['mqtt', 'x'] })).toEqual([
    'own-origin',
    'subprotocol-mqtt',
    'subprotocol-x',
    'subprotocol-y',
    'no-subprotocol',
    'subprotocol-not-required',
    'scheme-wss',
    'no-extensions',
    'browser-user-agent',
  ]);
  expect(ids({ url: 'ws://a.test/', subprotocols: ['x'] })).not.toContain('subprotocol-x');
});

test('what makes no sense is not tried', () => {
  const options = {
    url: 'ws://a.test/',
    deflate: false,
    headers: [
      ['Origin', 'x'],
      ['user-agent', 'y'],
    ],
  } as const;
  expect(ids(options)).toEqual(['scheme-wss']);
  expect(ids({ url: 'ws+unix:/run/a.sock:/' })).not.toContain('scheme-wss');
});

test('the other scheme keeps host, port and path, and leaves credentials behind', () => {
  const options = {
    url: 'wss://ann:pw@a.test:8443/x?q=1',
    headers: [
      ['Authorization', 'Bearer x'],
      ['X-Room', 'blue'],
    ],
    cookies: [['sid', '1']],
  } as const;
  const scheme = variants(options).find(({ id }) => id === 'scheme-ws');
  expect(scheme?.options).toMatchObject({ url: 'ws://a.test:8443/x?q=1', headers: [['X-Room', 'blue']] });
  expect(scheme?.options.cookies).toBeUndefined();
});

test('every variant leads to the same host', () => {
  const options = { url: 'ws://a.test:81/x/', subprotocols: ['p'], origin: 'https://o.test' };
  for (const { options: varied } of variants(options, { bothFamilies: true, viaProxy: true }))
    expect(new URL(varied.url).host).toBe('a.test:81');
});
