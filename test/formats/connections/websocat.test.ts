import { expect, test } from 'vitest';
import { bashWords } from '../../../src/formats/connections/bashWords.ts';
import { importNotes } from '../../../src/formats/connections/imported.ts';
import { connectionOfWebsocat } from '../../../src/formats/connections/websocat.ts';

const websocat = (text: string) => {
  const notes = importNotes();
  return { options: connectionOfWebsocat(bashWords(text)[0] ?? [], notes)?.options, unmapped: notes.unmapped };
};

test('reads every option', () => {
  const text =
    '-t -k -H="A: b" --ua agent --protocol "v1, v2" --origin https://o --basic-auth u:p --tls-domain name --socks5 127.0.0.1:9 ' +
    '--ping-interval 5 --ping-timeout 20 --client-pkcs12-der c.p12 --client-pkcs12-passwd pw - autoreconnect:wss://a/b';
  expect(websocat(text)).toEqual({
    options: {
      url: 'wss://a/b',
      headers: [
        ['A', 'b'],
        ['User-Agent', 'agent'],
      ],
      subprotocols: ['v1', 'v2'],
      origin: 'https://o',
      auth: { type: 'basic', username: 'u', password: 'p' },
      tls: { verify: false, servername: 'name', pfx: 'c.p12', passphrase: 'pw' },
      proxy: 'socks5://127.0.0.1:9',
      keepAlive: { interval: 5000, timeout: 20_000 },
    },
    unmapped: [],
  });
});

test('dials the place of ws-c', () => {
  expect(websocat('- --ws-c-uri=wss://name/x ws-c:tcp:127.0.0.1:81').options).toEqual({
    url: 'wss://name/x',
    connectTo: '127.0.0.1:81',
  });
});

test('says what it cannot take', () => {
  expect(websocat('-s 8080')).toEqual({ options: undefined, unmapped: [] });
  expect(websocat('ws://a --jsonrpc --new').unmapped).toEqual([
    expect.stringMatching(/--jsonrpc of websocat has no counterpart/),
    expect.stringMatching(/--new of websocat is not known/),
  ]);
});
