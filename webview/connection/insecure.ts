const LOOPBACK_NAMES = /^(localhost|.+\.localhost)$/;
const LOOPBACK_ADDRESS = /^127(\.\d{1,3}){3}$/;

/** Said of a connection that is to be made, and of a session for as long as it is shown. */
export const UNVERIFIED = 'The certificate is not verified: whoever answers can pretend to be this server.';

/**
 * What others on the way could read or change, in one sentence a matter; empty when nothing. `connectTo` is what is dialled
 * instead of the URL's host.
 */
export function insecurities(url: string, verifyTls: boolean, connectTo = ''): readonly string[] {
  const target = URL.canParse(url.trim()) ? new URL(url.trim()) : undefined;
  switch (target?.protocol) {
    case 'ws:':
    case 'http:': {
      const host = dialled(connectTo.trim()) ?? target.hostname;
      if (isLoopback(host)) return [];
      const scheme = target.protocol === 'ws:' ? ['ws://', 'wss://'] : ['http://', 'https://'];
      // What a variable names may be this machine.
      const who = host.includes('${')
        ? `unless ${host} is this machine, everyone on the way there`
        : `everyone on the way to ${host}`;
      return [
        `${scheme[0]} is not encrypted: ${who} can read and change headers and messages. Use ${scheme[1]} where the server offers it.`,
      ];
    }
    case 'wss:':
    case 'https:':
      return verifyTls ? [] : [UNVERIFIED];
    case undefined:
    default:
      // A Unix socket leads through no network, and of what is no URL there is nothing to say.
      return [];
  }
}

/** The host of `host`, `host:port` or `:port`, as `URL` gives it; undefined when there is none. */
function dialled(connectTo: string): string | undefined {
  if (connectTo === '' || connectTo.startsWith(':') || !URL.canParse(`ws://${connectTo}`)) return undefined;
  return new URL(`ws://${connectTo}`).hostname;
}

/** `hostname` as `URL` gives it: lower case, IPv6 in brackets. */
function isLoopback(hostname: string): boolean {
  return LOOPBACK_NAMES.test(hostname) || LOOPBACK_ADDRESS.test(hostname) || hostname === '[::1]';
}
