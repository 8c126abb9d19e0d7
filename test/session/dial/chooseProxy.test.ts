import { expect, test } from 'vitest';
import type { EditorNetwork } from '../../../src/profiles/network.ts';
import { AttemptFailure } from '../../../src/session/attemptFailure.ts';
import { chooseProxy } from '../../../src/session/dial/chooseProxy.ts';
import { targetOf } from '../../../src/session/dial/target.ts';

const secure = targetOf('wss://echo.test/');
const plain = targetOf('ws://echo.test:9001/');
const editor: EditorNetwork = {
  proxySupport: true,
  proxy: 'http://corp.test:3128',
  noProxy: [],
  proxyStrictSSL: true,
};

test.each([
  ['http://p.test', 'http', 'http://p.test:80', true],
  ['http://u:s@p.test:3128', 'http', 'http://p.test:3128', true],
  ['https://p.test', 'https', 'https://p.test:443', true],
  ['socks4://p.test', 'socks4', 'socks4://p.test:1080', false],
  ['socks4a://p.test', 'socks4', 'socks4a://p.test:1080', true],
  ['socks5://p.test:9050', 'socks5', 'socks5://p.test:9050', false],
  ['socks5h://[::1]:9050', 'socks5', 'socks5h://[::1]:9050', true],
  ['socks://p.test', 'socks5', 'socks://p.test:1080', true],
] as const)('%s', (url, kind, shown, resolvesNames) => {
  expect(chooseProxy(url, plain, { editor }, {})).toMatchObject({ kind, from: 'options', shown, resolvesNames });
});

test('user name and password are decoded and shown nowhere', () => {
  const choice = chooseProxy('socks5://ann:p%40ss@p.test', plain, {}, {});
  expect(choice?.userinfo).toEqual({ username: 'ann', password: 'p@ss' });
  expect(choice?.shown).not.toMatch(/ann|ss/);
});

test('none is none, whatever is set, and a Unix socket has none', () => {
  const env = { all_proxy: 'http://env.test' };
  expect(chooseProxy('none', plain, { editor }, env)).toBeUndefined();
  expect(chooseProxy(undefined, targetOf('ws+unix:/run/a.sock'), { editor }, env)).toBeUndefined();
});

test('the environment: by scheme, lower case first, with its exceptions', () => {
  const env = { HTTP_PROXY: 'http://h.test', HTTPS_PROXY: 'http://s.test:1', https_proxy: 'http://t.test:2' };
  expect(chooseProxy(undefined, plain, {}, env)).toMatchObject({ from: 'environment', shown: 'http://h.test:80' });
  expect(chooseProxy('environment', secure, { editor }, env)).toMatchObject({ shown: 'http://t.test:2' });
  expect(chooseProxy(undefined, secure, {}, { ALL_PROXY: 'socks5h://a.test' })).toMatchObject({ kind: 'socks5' });
  for (const NO_PROXY of ['echo.test', '.test', '*', 'other, echo.test:443'])
    expect(chooseProxy(undefined, secure, {}, { ...env, NO_PROXY })).toBeUndefined();
  expect(chooseProxy(undefined, secure, {}, { ...env, NO_PROXY: 'echo.test:80' })).toBeDefined();
  expect(chooseProxy(undefined, secure, {}, {})).toBeUndefined();
});

test('leaves the process’s own environment as it was', () => {
  const before = JSON.stringify(process.env);
  chooseProxy(undefined, secure, {}, { all_proxy: 'http://a.test', no_proxy: 'b.test' });
  chooseProxy(undefined, secure, { editor }, {});
  expect(JSON.stringify(process.env)).toBe(before);
});

test('the editor’s settings, with their exceptions and credentials, and where there are none the environment', () => {
  expect(chooseProxy(undefined, secure, { editor }, { all_proxy: 'http://e.test' })).toMatchObject({
    from: 'editor',
    shown: 'http://corp.test:3128',
    verify: true,
  });
  const withMore = { ...editor, noProxy: ['*.echo.test'], proxyAuthorization: 'Basic abc', proxyStrictSSL: false };
  expect(chooseProxy('editor', secure, { editor: withMore }, {})).toMatchObject({
    authorization: 'Basic abc',
    verify: false,
  });
  expect(chooseProxy('editor', targetOf('wss://a.echo.test/'), { editor: withMore }, {})).toBeUndefined();
  const empty = { ...editor, proxy: '' };
  expect(chooseProxy(undefined, secure, { editor: empty }, { all_proxy: 'http://e.test' })).toMatchObject({
    from: 'environment',
  });
  const off = { ...editor, proxySupport: false };
  expect(chooseProxy(undefined, secure, { editor: off }, { all_proxy: 'http://e.test' })).toBeUndefined();
});

test.each(['http://eu:hush@127.0.0.1:99999', 'garbage:::', 'ftp://proxy.test'])(
  '%s is no proxy, and says so',
  (text) => {
    for (const choose of [
      () => chooseProxy(undefined, secure, {}, { all_proxy: text }),
      () => chooseProxy(undefined, secure, { editor: { ...editor, proxy: text } }, {}),
    ]) {
      expect(choose).toThrow(AttemptFailure);
      expect(choose).not.toThrow(/hush/);
    }
  },
);

test.each(['ws://localhost:1/', 'ws://a.localhost/', 'ws://127.0.0.1/', 'ws://[::1]/'])(
  'only the connection’s own wish sends %s through a proxy',
  (url) => {
    expect(chooseProxy(undefined, targetOf(url), { editor }, {})).toBeUndefined();
    expect(chooseProxy(undefined, targetOf(url), {}, { all_proxy: 'http://e.test' })).toBeUndefined();
    expect(chooseProxy('http://p.test', targetOf(url), { editor }, {})).toBeDefined();
  },
);
