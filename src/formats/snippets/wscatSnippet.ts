import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { shellWord } from './quoting.ts';
import { leftOut, snippetRequest } from './snippetRequest.ts';
import type { Snippet } from './snippet.ts';

/** A command line for wscat; a message is sent after connecting, and the connection kept for a moment. */
export function wscatSnippet(options: ConnectionOptions, message?: string): Snippet {
  const request = snippetRequest(options);
  const { tls } = request;
  const { proxy } = options;
  const words = [
    'wscat',
    `--connect ${shellWord(request.url)}`,
    ...(request.origin === undefined ? [] : [`--origin ${shellWord(request.origin)}`]),
    ...request.subprotocols.map((name) => `--subprotocol ${shellWord(name)}`),
    ...request.headers.map(([name, value]) => `--header ${shellWord(`${name}: ${value}`)}`),
    ...(request.basic === undefined
      ? []
      : [`--auth ${shellWord(`${request.basic.username}:${request.basic.password}`)}`]),
    ...(tls?.verify === false ? ['--no-check'] : []),
    ...(tls?.ca?.[0] === undefined ? [] : [`--ca ${shellWord(tls.ca[0])}`]),
    ...(tls?.cert === undefined ? [] : [`--cert ${shellWord(tls.cert)}`]),
    ...(tls?.key === undefined ? [] : [`--key ${shellWord(tls.key)}`]),
    ...(tls?.passphrase === undefined ? [] : [`--passphrase ${shellWord(tls.passphrase)}`]),
    ...(options.followRedirects === true ? ['--location'] : []),
    ...(proxy === undefined || /^(none|environment|editor)$/.test(proxy) ? [] : [`--proxy ${shellWord(proxy)}`]),
    ...(message === undefined ? [] : [`--execute ${shellWord(message)} --wait 2`]),
  ];
  const others = [
    ...request.others,
    ...(tls?.pfx === undefined ? [] : ['a PKCS#12 file']),
    ...(options.connectTo === undefined ? [] : ['another host to dial']),
    ...(options.deflate === false ? ['no permessage-deflate'] : []),
  ];
  return { text: `${words.join(' ')}\n`, unmapped: leftOut(others, 'wscat') };
}
