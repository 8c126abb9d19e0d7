import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { leftOut, snippetRequest } from './snippetRequest.ts';
import type { Snippet } from './snippet.ts';
import { templateParts } from './template.ts';

/** A block of an HTTP file, as JetBrains' client and httpYac read it. */
export function httpSnippet(options: ConnectionOptions, message?: string): Snippet {
  const request = snippetRequest(options);
  const { basic } = request;
  const lines = [
    `WEBSOCKET ${inBraces(request.url)}`,
    ...(request.origin === undefined ? [] : [`Origin: ${inBraces(request.origin)}`]),
    ...(request.subprotocols.length === 0
      ? []
      : [`Sec-WebSocket-Protocol: ${request.subprotocols.map(inBraces).join(', ')}`]),
    // Both clients encode the pair themselves when a blank stands between its halves.
    ...(basic === undefined ? [] : [`Authorization: Basic ${inBraces(basic.username)} ${inBraces(basic.password)}`]),
    ...request.headers.map(([name, value]) => `${inBraces(name)}: ${inBraces(value)}`),
    ...(message === undefined ? [] : ['', inBraces(message)]),
  ];
  const others = [
    ...request.others,
    ...(options.tls === undefined ? [] : ['the options of TLS']),
    ...(options.proxy === undefined ? [] : ['the proxy']),
  ];
  return { text: `${lines.join('\n')}\n`, unmapped: leftOut(others, 'an HTTP file') };
}

const inBraces = (text: string): string =>
  templateParts(text)
    .map((part) => (part.kind === 'variable' ? `{{${part.name}}}` : part.text))
    .join('');
