import { expect, test } from 'vitest';
import { parseHex } from '../../src/base/hex.ts';
import { recogniseBytes } from '../../src/diagnosis/banners.ts';

const text = (value: string) => new TextEncoder().encode(value);
const hex = (value: string) => {
  const parsed = parseHex(value);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.bytes;
};

test.each([
  ['tls', hex('15 03 03 00 02 02 46'), 'protocol_version (70)'],
  ['tls', hex('16 03 01 00 05 01'), 'handshake record'],
  ['http2', text('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 'preface'],
  ['http2', hex('00 00 12 04 00 00 00 00 00 00 03'), 'SETTINGS'],
  ['http2', hex('00 00 08 07 00 00 00 00 00 00 00'), 'GOAWAY'],
  ['ssh', text('SSH-2.0-OpenSSH_9.6\r\n'), 'SSH-2.0-OpenSSH_9.6'],
  ['smtp', text('220 mail.test ESMTP Postfix\r\n'), 'Postfix'],
  ['smtp', text('502 5.5.2 Error: command not recognized\r\n'), '502'],
  ['ftp', text('220 (vsFTPd 3.0.5)\r\n'), 'vsFTPd'],
  ['pop3', text('+OK Dovecot ready.\r\n'), 'Dovecot'],
  ['imap', text('* OK [CAPABILITY IMAP4rev1] ready\r\n'), 'IMAP4rev1'],
  ['redis', text("-ERR wrong number of arguments for 'get' command\r\n"), '-ERR'],
  ['memcached', text('ERROR\r\n'), 'ERROR'],
  ['mysql', hex('4a 00 00 00 0a 38 2e 30 2e 33 36 00 0b 00'), '8.0.36'],
  ['postgresql', hex('45 00 00 00 8d 53'), 'PostgreSQL'],
  ['amqp', hex('41 4d 51 50 00 00 09 01'), 'AMQP'],
  ['mqtt', hex('20 02 00 01'), 'CONNACK'],
  ['vnc', text('RFB 003.008\n'), 'RFB 003.008'],
  ['irc', text(':irc.test NOTICE AUTH :*** Looking up\r\n'), 'NOTICE'],
  ['nats', text('INFO {"server_id":"N","version":"2"}\r\n'), 'NATS'],
  ['telnet', hex('ff fd 18 ff fd 20'), 'ff fd'],
  ['sip', text('SIP/2.0 400 Bad Request\r\n'), 'SIP/2.0'],
])('%s is recognised', (id, bytes, words) => {
  expect(recogniseBytes(bytes)).toMatchObject({ id });
  expect(recogniseBytes(bytes)?.what).toContain(words);
});

test.each([
  [hex('05 ff')],
  [text('hello')],
  [text('HTTP/1.1 200 OK\r\n')],
  [new Uint8Array()],
  [hex('ff')],
  [hex('de ad be ef 01 02 03 04 05 06')],
])('bytes that fit nothing are not given a name', (bytes) => expect(recogniseBytes(bytes)).toBeUndefined());
