import { describe, expect, it } from 'vitest';
import { checkNetwork, checkProxy, proxySchemes, proxyWords } from '../../../src/profiles/check/checkNetwork.ts';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';

const check = (options: Partial<ConnectionOptions>) => checkNetwork({ url: 'ws://localhost/', ...options });

describe('checkProxy', () => {
  it.each([
    undefined,
    ...proxyWords,
    ...proxySchemes.map((scheme) => `${scheme}//h.test:1080`),
    'HTTP://h.test',
    'http://ann:secret@127.0.0.1:3128/',
    'socks5h://ann:p%40ss@[::1]',
    'https://bücher.example',
  ])('takes %s', (proxy) => {
    expect(checkProxy(proxy)).toEqual([]);
  });

  it.each([
    ['', 0, 'is not a URL'],
    ['None', 0, 'one of the words none, editor, environment'],
    ['127.0.0.1:3128', 0, 'http://host:port'],
    ['proxy.test:3128', 0, 'http://host:port'],
    ['http:proxy.test', 0, 'is not a URL'],
    ['http:///proxy.test', 0, 'is not a URL'],
    ['http:\\\\proxy.test', 0, 'is not a URL'],
    ['http://a<b', 0, 'is not a URL'],
    ['http://h:99999', 0, 'is not a URL'],
    ['socks5://:80', 0, ''],
    ['ftp://proxy.test', 0, 'not "ftp:"'],
    ['ws://proxy.test', 0, 'begins with http://, https://, socks4://, socks4a://, socks5:// or socks5h://'],
    // The parser of URLs would leave these out.
    [' http://proxy.test', 0, 'Character 1 of the proxy is a space. Remove it.'],
    ['http://proxy.test\n', 17, 'Character 18 of the proxy is a line break'],
    ['ht\ttp://proxy.test', 2, 'a tab'],
  ])('refuses %j', (proxy, offset, words) => {
    const problems = checkProxy(proxy);
    expect(problems).toMatchObject([{ field: 'proxy', offset }]);
    expect(problems[0]?.message).toContain(words);
  });

  it.each(['ann:secret@h:3128', 'http:ann:secret@h', 'http:///ann:secret@h', ' http://ann:secret@h', 'secret:x@h:1'])(
    'refuses %s without telling the password',
    (proxy) => {
      const problems = checkProxy(proxy);
      expect(problems.length).toBe(1);
      expect(JSON.stringify(problems)).not.toContain('secret');
    },
  );
});

describe('checkNetwork', () => {
  it.each<Partial<ConnectionOptions>>([
    {},
    { connectTo: 'a.test' },
    { connectTo: 'a.test:1' },
    { connectTo: ':65535' },
    { connectTo: '::1' },
    { connectTo: '[::1]:80' },
    { dnsServers: [] },
    { dnsServers: ['192.0.2.1', '192.0.2.1:5353', '::1', '[::1]:53'] },
    { localAddress: '192.0.2.1', addressFamily: 'ipv4' },
    { localAddress: 'fe80::1%eth0', addressFamily: 'ipv6' },
    { localAddress: '::1', addressFamily: 'any' },
    { localAddress: '192.0.2.1' },
  ])('takes %j', (options) => {
    expect(check(options)).toEqual([]);
  });

  it.each<[Partial<ConnectionOptions>, object, string]>([
    [{ proxy: 'x' }, { field: 'proxy' }, 'is not a URL'],
    [{ connectTo: '' }, { field: 'connectTo' }, 'host, host:port or :port'],
    [{ connectTo: 'ws://a.test' }, { field: 'connectTo' }, 'in brackets'],
    [{ connectTo: 'a.test:0' }, { field: 'connectTo' }, 'host:port'],
    [{ connectTo: 'a\0b' }, { field: 'connectTo' }, 'host:port'],
    [{ dnsServers: ['192.0.2.1', 'dns.test'] }, { field: 'dnsServers', index: 1 }, 'Name server 2 is no address'],
    [{ dnsServers: [':53'] }, { field: 'dnsServers', index: 0 }, 'Write it such as 192.0.2.1'],
    [{ dnsServers: [''] }, { field: 'dnsServers', index: 0 }, 'Name server 1'],
    [{ localAddress: 'localhost' }, { field: 'localAddress' }, 'is no IP address'],
    [{ localAddress: '192.0.2.1:80' }, { field: 'localAddress' }, 'is no IP address'],
    [{ localAddress: '192.0.2.1', addressFamily: 'ipv6' }, { field: 'localAddress' }, 'is IPv4'],
    [{ localAddress: '::1', addressFamily: 'ipv4' }, { field: 'localAddress' }, 'is IPv6'],
  ])('refuses %j', (options, place, words) => {
    const problems = check(options);
    expect(problems).toMatchObject([place]);
    expect(problems[0]?.message).toContain(words);
  });
});

it.each([
  ['a user name', `socks5://${'u'.repeat(256)}:p@h.test`, "The proxy's user name has 256 bytes"],
  ['a password', `socks5h://u:${'%C3%BC'.repeat(128)}@h.test`, "The proxy's password has 256 bytes"],
])('refuses %s that SOCKS 5 has no room for', (_, proxy, words) => {
  expect(checkProxy(proxy)).toMatchObject([{ field: 'proxy' }]);
  expect(checkProxy(proxy)[0]?.message).toContain(words);
  expect(checkProxy(proxy.replace(/^socks5h?/, 'http'))).toEqual([]);
});

it('takes a SOCKS 5 user name of 255 bytes', () => {
  expect(checkProxy(`socks5://${'u'.repeat(255)}:p@h.test`)).toEqual([]);
});
