import { expect, test } from 'vitest';
import { connectionsOfCommands, isCommandLine } from '../../../src/formats/connections/commandLines.ts';
import { reading } from './reading.ts';

test.each([
  ['curl ws://a', true],
  ['$ wscat -c ws://a', true],
  ['npx -y wscat@6 -c ws://a', true],
  ['echo hi | websocat ws://a', true],
  ['C:\\Windows\\curl.exe ws://a', true],
  ['wss://curl.example.com/x', false],
  ['fetch("ws://a")', false],
])('%j is a command: %s', (text, is) => {
  expect(isCommandLine(text)).toBe(is);
});

test('reads several commands, with what is piped into them', () => {
  const text = `echo -n 'hello you' | websocat ws://a
    printf 'one\\ntwo\\n' | wscat -c ws://b -x three
    curl wss://c
    ls -l
    curl -k`;
  expect(reading(connectionsOfCommands, text)).toMatchObject({
    connections: [
      { options: { url: 'ws://a' }, messages: [{ body: { text: 'hello you' } }] },
      {
        options: { url: 'ws://b' },
        messages: [{ body: { text: 'one' } }, { body: { text: 'two' } }, { body: { text: 'three' } }],
      },
      { options: { url: 'wss://c' }, messages: [] },
    ],
    unmapped: ['The command ls is not imported.', 'A curl command names no URL to connect to.'],
  });
});

test('reads what Chrome copies for bash and for the command prompt', () => {
  const options = {
    url: 'wss://chat.example.com/ws?room=1&x="y"',
    headers: [['Pragma', 'no-cache']],
    origin: 'https://chat.example.com',
  };
  const bash = `curl 'wss://chat.example.com/ws?room=1&x="y"' \\
  -H 'Upgrade: websocket' \\
  -H 'Origin: https://chat.example.com' \\
  -H 'Pragma: no-cache' \\
  -H 'Connection: Upgrade' \\
  -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \\
  -H 'Sec-WebSocket-Version: 13' \\
  -H 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits'`;
  const cmd = `curl ^"wss://chat.example.com/ws?room=1^&x=\\^"y\\^"^" ^
  -H ^"Upgrade: websocket^" ^
  -H ^"Origin: https://chat.example.com^" ^
  -H ^"Pragma: no-cache^"`;
  for (const text of [bash, cmd, cmd.replaceAll('\n', '\r\n')])
    expect(reading(connectionsOfCommands, text)).toMatchObject({ connections: [{ options }], unmapped: [] });
});
