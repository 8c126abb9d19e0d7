// Texts that would run a script, or leave a mark in the page, wherever text is taken for markup, and a server that says them everywhere.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';

/** The mark that each of them tries to leave: an element of this name, or a property of the window. */
export const MARK = 'xss-mark';
const run = `window.xssMark=1;document.body.append(document.createElement('${MARK}'))`;

export const hostileTexts: readonly string[] = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `<svg onload="${run}"><${MARK}></${MARK}></svg>`,
  `"><${MARK}></${MARK}><input autofocus onfocus="${run}">`,
  `</pre></textarea></title></style></script><script>${run}</script>`,
  `<iframe srcdoc="&lt;script&gt;parent.xssMark=1&lt;/script&gt;"></iframe>`,
  `<a href="javascript:${run}">click</a><base href="//127.0.0.1/"><meta http-equiv=refresh content=0>`,
  `javascript:${run}`,
  `\${window.xssMark=1}{{constructor.constructor('window.xssMark=1')()}}`,
  `<style>@import 'http://127.0.0.1:1/x.css';*{display:none}</style><link rel=stylesheet href=http://127.0.0.1:1/>`,
];

const part = (text: string): string => Buffer.from(text).toString('base64url');
const [script = '', image = '', svg = ''] = hostileTexts;

/** The same inside of every form that some view takes apart. */
export const hostileMessages: readonly (string | Buffer)[] = [
  ...hostileTexts,
  JSON.stringify({ [image]: [script, { [svg]: svg }], list: hostileTexts }),
  `42/${MARK},7${JSON.stringify([image, { [script]: svg }])}`,
  `MESSAGE\ndestination:${image}\n${MARK}:${svg.replaceAll(':', '\\c')}\n\n${script}\0`,
  JSON.stringify({ jsonrpc: '2.0', id: image, method: script, params: { [svg]: image } }),
  `${JSON.stringify({ type: 1, target: image, arguments: [script] })}\u001e`,
  Buffer.from(image).toString('base64'),
  `data:text/html;base64,${Buffer.from(script).toString('base64')}`,
  encodeURIComponent(image),
  `${part(JSON.stringify({ alg: image }))}.${part(JSON.stringify({ sub: script, [svg]: image, exp: 1 }))}.${part('x')}`,
  gzipSync(image),
  Buffer.concat([
    Buffer.from([0x81, 0xd9, image.length]),
    Buffer.from(image),
    Buffer.from([0xd9, script.length]),
    Buffer.from(script),
  ]),
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "${MARK}">]><x>${script}&e;</x>`,
];

export interface HostileServer {
  readonly url: string;
  dispose(): Promise<void>;
}

const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** `/frames` says each message and closes with a reason; `/refuse` refuses; `/subprotocol` selects what nobody asked for. Loopback only. */
export async function startHostileServer(): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // the client may go at any time
    socket.once('data', (bytes) => answer(socket, bytes.toString('latin1')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dispose: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => void server.close(() => done()));
    },
  };
}

function answer(socket: Socket, request: string): void {
  const path = /^GET (\S+)/.exec(request)?.[1] ?? '/';
  const key = /^sec-websocket-key: *(\S+)/im.exec(request)?.[1] ?? '';
  const accept = createHash('sha1').update(`${key}${ACCEPT_SUFFIX}`).digest('base64');
  const headers = hostileTexts.map((text, i) => `X-Hostile-${i}: ${text}\r\n`).join('');
  if (path.startsWith('/refuse')) {
    const body = `<html><body>${hostileTexts.join('\n')}</body></html>`;
    socket.end(
      `HTTP/1.1 403 ${image}\r\nContent-Type: text/html\r\nServer: ${script}\r\n${headers}Set-Cookie: a=${svg}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    return;
  }
  const upgrade = `HTTP/1.1 101 ${image}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n`;
  if (path.startsWith('/subprotocol')) {
    socket.write(`${upgrade}Sec-WebSocket-Protocol: ${image}\r\nSec-WebSocket-Extensions: ${svg}\r\n${headers}\r\n`);
    return;
  }
  socket.write(`${upgrade}${headers}\r\n`);
  for (const message of hostileMessages) socket.write(frame(typeof message === 'string' ? 1 : 2, Buffer.from(message)));
  socket.end(frame(8, Buffer.concat([Buffer.from([0x0f, 0xa0]), Buffer.from(image).subarray(0, 123)])));
}

function frame(opcode: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 + opcode, payload.length])
      : Buffer.from([0x80 + opcode, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}
