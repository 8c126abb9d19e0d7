import type { ConnectionOptions, OptionProblem } from '../connectionOptions.ts';
import { findBlank } from '../fieldSyntax.ts';
import { isIpv4, isIpv6, parseHostPort } from '../hostPort.ts';

export const proxySchemes = ['http:', 'https:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:', 'socks:'] as const;
/** Words that `proxy` takes in place of a URL. */
export const proxyWords = ['none', 'editor', 'environment'] as const;

export function checkNetwork(options: ConnectionOptions): readonly OptionProblem[] {
  return [
    ...checkProxy(options.proxy),
    ...checkConnectTo(options.connectTo),
    ...(options.dnsServers ?? []).flatMap(checkDnsServer),
    ...checkLocalAddress(options),
  ];
}

export function checkProxy(proxy: string | undefined): readonly OptionProblem[] {
  if (proxy === undefined || proxyWords.some((word) => word === proxy)) return [];
  const problem = (message: string, offset = 0): readonly OptionProblem[] => [{ field: 'proxy', offset, message }];
  // The parser of URLs leaves blanks out, and takes an address with no slashes or with many.
  const blank = proxy === '' ? undefined : findBlank(proxy);
  if (blank !== undefined)
    return problem(`Character ${blank.offset + 1} of the proxy is ${blank.name}. Remove it.`, blank.offset);
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/\\]/i.test(proxy) || !URL.canParse(proxy)) {
    return problem(
      'The proxy is not a URL. Write it as http://host:port or socks5://host:port, or one of the words none, editor, environment.',
    );
  }
  const { protocol, hostname, username, password } = new URL(proxy);
  if (proxySchemes.some((scheme) => scheme === protocol) && hostname !== '') {
    if (!/^socks(5h?)?:$/.test(protocol)) return [];
    return [...tooLong('user name', username), ...tooLong('password', password)].flatMap((message) => problem(message));
  }
  return problem(
    `The proxy has to be a URL with a host that begins with http://, https://, socks4://, socks4a://, socks5:// or socks5h://, such as http://127.0.0.1:3128, not "${protocol}".`,
  );
}

/** RFC 1929 §2: a length of one octet. */
const SOCKS_LONGEST_BYTES = 255;

function tooLong(what: string, encoded: string): readonly string[] {
  const bytes = encodedLength(encoded);
  if (bytes <= SOCKS_LONGEST_BYTES) return [];
  return [
    `The proxy's ${what} has ${bytes} bytes, and SOCKS 5 takes at most ${SOCKS_LONGEST_BYTES} (RFC 1929 §2). Use a shorter one, or an HTTP proxy.`,
  ];
}

/** Bytes of what the parser of URLs gives: ASCII, with a percent sign and two digits for any other octet. */
const encodedLength = (text: string): number => text.replace(/%[\da-f]{2}/gi, '%').length;

function checkConnectTo(connectTo: string | undefined): readonly OptionProblem[] {
  if (connectTo === undefined || parseHostPort(connectTo) !== undefined) return [];
  const message = 'What to dial instead is written host, host:port or :port, an IPv6 address in brackets: [::1]:8080.';
  return [{ field: 'connectTo', message }];
}

function checkDnsServer(server: string, index: number): readonly OptionProblem[] {
  const host = parseHostPort(server)?.host;
  if (host !== undefined && (isIpv4(host) || isIpv6(host))) return [];
  const message = `Name server ${index + 1} is no address. Write it such as 192.0.2.1, 192.0.2.1:5353 or [2001:db8::1]:5353.`;
  return [{ field: 'dnsServers', index, message }];
}

function checkLocalAddress({ localAddress, addressFamily }: ConnectionOptions): readonly OptionProblem[] {
  if (localAddress === undefined) return [];
  const family = isIpv4(localAddress) ? 'ipv4' : isIpv6(localAddress) ? 'ipv6' : undefined;
  if (family === undefined) {
    return [{ field: 'localAddress', message: 'The local address is no IP address. Write it such as 192.0.2.10.' }];
  }
  if ((addressFamily ?? 'any') === 'any' || addressFamily === family) return [];
  const message = `The local address is ${family === 'ipv4' ? 'IPv4' : 'IPv6'}, and only addresses of the other kind are to be tried. Change one of them.`;
  return [{ field: 'localAddress', message }];
}
