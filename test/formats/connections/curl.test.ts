import { expect, test } from 'vitest';
import { bashWords } from '../../../src/formats/connections/bashWords.ts';
import { connectionOfCurl } from '../../../src/formats/connections/curl.ts';
import { type ImportNotes, importNotes } from '../../../src/formats/connections/imported.ts';

function curl(text: string): { options: unknown; unmapped: readonly string[] } {
  const notes: ImportNotes = importNotes();
  const [words = []] = bashWords(text);
  return { options: connectionOfCurl(words, notes)?.options, unmapped: notes.unmapped };
}

test.each<readonly [text: string, options: object]>([
  ['example.com/x', { url: 'ws://example.com/x' }],
  ['https://a -k', { url: 'wss://a', tls: { verify: false } }],
  ['--url wss://a', { url: 'wss://a' }],
  [
    'ws://a -A agent -e ref',
    {
      url: 'ws://a',
      headers: [
        ['User-Agent', 'agent'],
        ['Referer', 'ref'],
      ],
    },
  ],
  [
    'ws://a -b "a=1; b=2" -b c=3',
    {
      url: 'ws://a',
      cookies: [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ],
    },
  ],
  ['ws://a -u ann:pw', { url: 'ws://a', auth: { type: 'basic', username: 'ann', password: 'pw' } }],
  ['ws://a --oauth2-bearer abc', { url: 'ws://a', auth: { type: 'bearer', token: 'abc' } }],
  ['ws://a -x proxy:3128 -U u:p', { url: 'ws://a', proxy: 'http://u:p@proxy:3128' }],
  ['ws://a -x socks5h://p:1', { url: 'ws://a', proxy: 'socks5://p:1' }],
  ['ws://a --socks5-hostname p:1', { url: 'ws://a', proxy: 'socks5://p:1' }],
  ['ws://a --noproxy "*"', { url: 'ws://a', proxy: 'none' }],
  [
    'wss://a --cacert ca.pem --cert c.pem:pw --key k.pem --ciphers X --tls-max 1.2 --tlsv1.1',
    {
      url: 'wss://a',
      tls: {
        ...{ ca: ['ca.pem'], cert: 'c.pem', passphrase: 'pw', key: 'k.pem', ciphers: 'X' },
        ...{ maxVersion: 'TLSv1.2', minVersion: 'TLSv1.1' },
      },
    },
  ],
  ['wss://a --cert "C:\\certs\\c.pem:pw"', { url: 'wss://a', tls: { cert: 'C:\\certs\\c.pem', passphrase: 'pw' } }],
  ['wss://a --cert c.p12 --cert-type P12 --pass pw', { url: 'wss://a', tls: { pfx: 'c.p12', passphrase: 'pw' } }],
  ['ws://a --connect-to ::b:81', { url: 'ws://a', connectTo: 'b:81' }],
  ['ws://a --connect-to a:80:[::1]:81', { url: 'ws://a', connectTo: '[::1]:81' }],
  ['ws://a --resolve a:80:127.0.0.1', { url: 'ws://a', connectTo: '127.0.0.1' }],
  [
    'ws://a --interface 127.0.0.2 --local-port 4000-4010',
    { url: 'ws://a', localAddress: '127.0.0.2', localPort: 4000 },
  ],
  ['ws://a -L --max-redirs 3', { url: 'ws://a', followRedirects: true, maxRedirects: 3 }],
  ['ws://a --connect-timeout 1.5 -6', { url: 'ws://a', handshakeTimeout: 1500, addressFamily: 'ipv6' }],
  ['ws://a --keepalive-time 9 --no-tcp-nodelay', { url: 'ws://a', tcpKeepAlive: 9000, noDelay: false }],
  ['http://localhost/p --unix-socket /run/s', { url: 'ws+unix:/run/s:/p' }],
  ['ws://a -sSvNi --http1.1 --compressed -o out', { url: 'ws://a' }],
])('reads curl %s', (text, options) => {
  expect(curl(text)).toEqual({ options, unmapped: [] });
});

test.each([
  ['ws://a ws://b', /second URL, ws:\/\/b/],
  ['ws://a --new', /--new of cURL is not known/],
  ['ws://a -b cookies.txt', /reads cookies from a file/],
  ['ws://a -X POST', /always a GET/],
  ['ws://a -d body', /-d body of cURL has no counterpart/],
  ['ws://a -H nonsense', /"nonsense" of cURL is not "Name: value"/],
  ['ws://a --interface eth0', /names an interface/],
  ['ws://a --connect-timeout soon', /is no number/],
])('says of curl %s what it cannot take', (text, words) => {
  const { options, unmapped } = curl(text);
  expect(options).toMatchObject({ url: 'ws://a' });
  expect(unmapped).toEqual([expect.stringMatching(words)]);
});

test('makes nothing of a command without a URL', () => {
  expect(curl('-k')).toEqual({ options: undefined, unmapped: [] });
});
