import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { javaScriptString } from './quoting.ts';
import { leftOut, snippetRequest } from './snippetRequest.ts';
import type { Snippet } from './snippet.ts';
import { variablesIn } from './template.ts';

/** A script for a browser, which lets a page set the URL and the subprotocols, and nothing else. */
export function browserSnippet(options: ConnectionOptions, message?: string): Snippet {
  const request = snippetRequest(options);
  const text = (value: string): string => javaScriptString(value, (name) => name);
  const names = request.subprotocols.map(text).join(', ');
  // A page has no environment, so its author says where a secret comes from.
  const variables = variablesIn([request.url, ...request.subprotocols, message ?? '']);
  const lines = [
    ...variables.map((name) => `const ${name} = prompt('${name}');`),
    `const socket = new WebSocket(${text(request.url)}${names === '' ? '' : `, [${names}]`});`,
    `socket.binaryType = 'arraybuffer';`,
    ...(message === undefined ? [] : [`socket.addEventListener('open', () => socket.send(${text(message)}));`]),
    `socket.addEventListener('message', ({ data }) => console.log(data));`,
    `socket.addEventListener('close', ({ code, reason }) => console.log('closed', code, reason));`,
  ];
  const others = [
    ...request.headers.map(([name]) => `the header ${name}`),
    ...(request.basic === undefined ? [] : ['user name and password']),
    ...(request.origin === undefined ? [] : ['another Origin than the page’s']),
    ...(options.tls === undefined ? [] : ['the options of TLS']),
    ...(options.proxy === undefined ? [] : ['the proxy']),
    ...request.others,
  ];
  return { text: `${lines.join('\n')}\n`, unmapped: leftOut(others, 'a browser') };
}
