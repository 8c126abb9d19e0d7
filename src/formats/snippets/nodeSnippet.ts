import type { ConnectionOptions, HeaderPair } from '../../profiles/connectionOptions.ts';
import { nodeString } from './quoting.ts';
import { leftOut, snippetRequest } from './snippetRequest.ts';
import type { Snippet } from './snippet.ts';

/** A script for Node.js with the package `ws`. */
export function nodeSnippet(options: ConnectionOptions, message?: string): Snippet {
  const request = snippetRequest(options);
  const { tls } = request;
  const file = (path: string): string => `readFileSync(${nodeString(path)})`;
  const needsFile = [...(tls?.ca ?? []), tls?.cert, tls?.key, tls?.pfx].some((path) => path !== undefined);
  const fields = [
    ...(request.headers.length === 0 ? [] : ['headers: {', ...headerLines(request.headers), '},']),
    ...(request.origin === undefined ? [] : [`origin: ${nodeString(request.origin)},`]),
    ...(request.basic === undefined
      ? []
      : [`auth: ${nodeString(`${request.basic.username}:${request.basic.password}`)},`]),
    ...(options.deflate === false ? ['perMessageDeflate: false,'] : []),
    ...(options.followRedirects === true ? ['followRedirects: true,'] : []),
    ...(options.maxRedirects === undefined ? [] : [`maxRedirects: ${options.maxRedirects},`]),
    ...(options.handshakeTimeout === undefined ? [] : [`handshakeTimeout: ${options.handshakeTimeout},`]),
    ...(options.maxMessageSize === undefined ? [] : [`maxPayload: ${options.maxMessageSize},`]),
    ...(tls?.verify === false ? ['rejectUnauthorized: false,'] : []),
    ...(tls?.ca === undefined ? [] : [`ca: [${tls.ca.map(file).join(', ')}],`]),
    ...(tls?.cert === undefined ? [] : [`cert: ${file(tls.cert)},`]),
    ...(tls?.key === undefined ? [] : [`key: ${file(tls.key)},`]),
    ...(tls?.pfx === undefined ? [] : [`pfx: ${file(tls.pfx)},`]),
    ...(tls?.passphrase === undefined ? [] : [`passphrase: ${nodeString(tls.passphrase)},`]),
    ...(tls?.servername === undefined ? [] : [`servername: ${nodeString(tls.servername)},`]),
    ...(tls?.minVersion === undefined ? [] : [`minVersion: ${nodeString(tls.minVersion)},`]),
    ...(tls?.maxVersion === undefined ? [] : [`maxVersion: ${nodeString(tls.maxVersion)},`]),
    ...(tls?.ciphers === undefined ? [] : [`ciphers: ${nodeString(tls.ciphers)},`]),
    ...(options.localAddress === undefined ? [] : [`localAddress: ${nodeString(options.localAddress)},`]),
  ];
  const names = request.subprotocols.map(nodeString).join(', ');
  const args = [
    nodeString(request.url),
    ...(names === '' && fields.length === 0 ? [] : [`[${names}]`]),
    ...(fields.length === 0 ? [] : [`{\n${fields.map((line) => `  ${line}\n`).join('')}}`]),
  ];
  const lines = [
    ...(needsFile ? [`import { readFileSync } from 'node:fs';`] : []),
    `import WebSocket from 'ws';`,
    '',
    `const socket = new WebSocket(${args.join(', ')});`,
    ...(message === undefined ? [] : [`socket.on('open', () => socket.send(${nodeString(message)}));`]),
    `socket.on('message', (data, isBinary) => console.log(isBinary ? data : data.toString()));`,
    `socket.on('close', (code, reason) => console.log('closed', code, reason.toString()));`,
    `socket.on('unexpected-response', (request, response) => {`,
    `  console.error('refused', response.statusCode, response.headers);`,
    '  request.destroy();',
    '});',
    `socket.on('error', (error) => console.error(error.message));`,
  ];
  const others = [
    ...request.others.filter((words) => words !== 'the largest message'),
    ...(options.proxy === undefined ? [] : ['the proxy (it takes an agent)']),
    ...(options.connectTo === undefined ? [] : ['another host to dial']),
  ];
  return { text: `${lines.join('\n')}\n`, unmapped: leftOut(others, 'ws') };
}

/** A repeated name has its values in a list. */
function headerLines(headers: readonly HeaderPair[]): readonly string[] {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const first = [...values.keys()].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
    values.set(first, [...(values.get(first) ?? []), nodeString(value)]);
  }
  return [...values].map(([name, texts]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : nodeString(name);
    return `  ${key}: ${texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`},`;
  });
}
