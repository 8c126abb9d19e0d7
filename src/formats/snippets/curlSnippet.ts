import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { shellWord } from './quoting.ts';
import { leftOut, snippetRequest } from './snippetRequest.ts';
import type { Snippet } from './snippet.ts';

/** Any 16 bytes do (RFC 6455 §4.1); these are the RFC's example, so that its answer can be compared. */
const exampleKey = 'dGhlIHNhbXBsZSBub25jZQ==';

/** A bash command by which curl makes the opening handshake; it shows the answer, and frames as raw bytes. */
export function curlSnippet(options: ConnectionOptions): Snippet {
  const request = snippetRequest(options);
  const { tls } = request;
  const lines = [
    'curl --http1.1 -i -N',
    ...(tls?.verify === false ? ['--insecure'] : []),
    ...(tls?.ca?.[0] === undefined ? [] : [`--cacert ${shellWord(tls.ca[0])}`]),
    ...(tls?.pfx === undefined ? [] : [`--cert-type P12 --cert ${shellWord(tls.pfx)}`]),
    ...(tls?.cert === undefined ? [] : [`--cert ${shellWord(tls.cert)}`]),
    ...(tls?.key === undefined ? [] : [`--key ${shellWord(tls.key)}`]),
    ...(tls?.passphrase === undefined ? [] : [`--pass ${shellWord(tls.passphrase)}`]),
    ...(tls?.minVersion === undefined ? [] : [`--tls${tls.minVersion.slice(3).toLowerCase()}`]),
    ...(tls?.maxVersion === undefined ? [] : [`--tls-max ${/\d\.\d/.exec(tls.maxVersion)?.[0] ?? '1.0'}`]),
    ...(tls?.ciphers === undefined ? [] : [`--ciphers ${shellWord(tls.ciphers)}`]),
    ...proxyOf(options.proxy),
    ...(options.connectTo === undefined ? [] : [`--connect-to ${shellWord(detour(options.connectTo))}`]),
    ...(options.addressFamily === 'ipv4' ? ['-4'] : options.addressFamily === 'ipv6' ? ['-6'] : []),
    ...(options.localAddress === undefined ? [] : [`--interface ${shellWord(options.localAddress)}`]),
    ...(options.localPort === undefined ? [] : [`--local-port ${options.localPort}`]),
    ...(options.followRedirects === true ? ['--location'] : []),
    ...(request.basic === undefined
      ? []
      : [`--user ${shellWord(`${request.basic.username}:${request.basic.password}`)}`]),
    ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'].map((line) => `-H '${line}'`),
    `-H 'Sec-WebSocket-Key: ${exampleKey}'`,
    ...(request.origin === undefined ? [] : [`-H ${shellWord(`Origin: ${request.origin}`)}`]),
    ...(request.subprotocols.length === 0
      ? []
      : [`-H ${shellWord(`Sec-WebSocket-Protocol: ${request.subprotocols.join(', ')}`)}`]),
    ...request.headers.map(([name, value]) => `-H ${shellWord(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...urlOf(request.url),
  ];
  const others = [...request.others, ...((tls?.ca?.length ?? 0) > 1 ? ['further certificate authorities'] : [])];
  return { text: `${lines.join(' \\\n  ')}\n`, unmapped: leftOut(others, 'curl') };
}

function urlOf(url: string): readonly string[] {
  const [, socket, path] = /^ws\+unix:([^:]+):(.*)$/i.exec(url) ?? [];
  if (socket !== undefined) return [`--unix-socket ${shellWord(socket)}`, shellWord(`http://localhost${path ?? '/'}`)];
  return [
    ...(/[[\]{}]/.test(url.replace(/\$\{[^{}]*\}/g, '')) ? ['--globoff'] : []),
    shellWord(url.replace(/^ws/i, 'http')),
  ];
}

function proxyOf(proxy: string | undefined): readonly string[] {
  if (proxy === undefined || proxy === 'environment' || proxy === 'editor') return [];
  return proxy === 'none' ? [`--noproxy '*'`] : [`--proxytunnel --proxy ${shellWord(proxy)}`];
}

const detour = (place: string): string =>
  place.startsWith(':') ? `:::${place.slice(1)}` : `::${place}${/:\d+$/.test(place) ? '' : ':'}`;
