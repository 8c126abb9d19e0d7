import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { shellWord } from './quoting.ts';
import { leftOut, snippetRequest } from './snippetRequest.ts';
import type { Snippet } from './snippet.ts';

/** A command line for websocat; a message is piped into it. */
export function websocatSnippet(options: ConnectionOptions, message?: string): Snippet {
  const request = snippetRequest(options);
  const { tls } = request;
  const { keepAlive, proxy } = options;
  const socks = /^socks5h?:\/\/([^/]+)/i.exec(proxy ?? '')?.[1];
  const words = [
    ...(message === undefined ? [] : [`printf '%s\\n' ${shellWord(message)} |`]),
    'websocat',
    ...(message === undefined ? [] : ['--no-close']),
    ...(request.subprotocols.length === 0 ? [] : [`--protocol ${shellWord(request.subprotocols.join(', '))}`]),
    ...(request.origin === undefined ? [] : [`--origin ${shellWord(request.origin)}`]),
    ...request.headers.map(([name, value]) => `-H=${shellWord(`${name}: ${value}`)}`),
    ...(request.basic === undefined
      ? []
      : [`--basic-auth ${shellWord(`${request.basic.username}:${request.basic.password}`)}`]),
    ...(tls?.verify === false ? ['--insecure'] : []),
    ...(tls?.servername === undefined ? [] : [`--tls-domain ${shellWord(tls.servername)}`]),
    ...(tls?.pfx === undefined ? [] : [`--client-pkcs12-der ${shellWord(tls.pfx)}`]),
    ...(tls?.pfx === undefined || tls.passphrase === undefined
      ? []
      : [`--client-pkcs12-passwd ${shellWord(tls.passphrase)}`]),
    ...(keepAlive?.interval === undefined ? [] : [`--ping-interval ${Math.ceil(keepAlive.interval / 1000)}`]),
    ...(keepAlive?.timeout === undefined ? [] : [`--ping-timeout ${Math.ceil(keepAlive.timeout / 1000)}`]),
    ...(socks === undefined ? [] : [`--socks5 ${shellWord(socks)}`]),
    shellWord(request.url),
  ];
  const others = [
    ...request.others,
    ...(tls?.ca === undefined ? [] : ['certificate authorities (SSL_CERT_FILE names them)']),
    ...(tls?.cert === undefined ? [] : ['a client certificate in PEM']),
    ...(socks === undefined && proxy !== undefined && /^https?:/i.test(proxy) ? ['an HTTP proxy'] : []),
    ...(options.followRedirects === true ? ['following redirects'] : []),
  ];
  return { text: `${words.join(' ')}\n`, unmapped: leftOut(others, 'websocat') };
}
