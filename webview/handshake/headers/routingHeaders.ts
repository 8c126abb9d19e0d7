import type { HeaderTable } from './explanation.ts';
import { directive, listOf, seconds } from './values.ts';

/** The way that a request took, where to go next, and who stood between. */
export const routingHeaders: HeaderTable = {
  via: (value) => ({
    words: `Every proxy or gateway on the way adds itself here: ${plural(listOf(value).length, 'one', 'of them')}. Each has to know how to pass an upgrade on.`,
    section: 'RFC 9110 §7.6.3',
  }),
  forwarded: {
    words:
      'Added by a proxy: whom the request came from, and by which name and protocol, before the proxy passed it on.',
    section: 'RFC 7239 §4',
  },
  'x-forwarded-for': {
    words:
      'Added by proxies: the address of the client, then those of the proxies it came by. Anybody can write it, so a server should believe its own proxies only. The standard for it is Forwarded.',
    section: 'RFC 7239 §5.2',
  },
  'x-forwarded-proto': {
    words:
      'Added by a proxy that ends TLS: the protocol by which the client came to it, such as https. The standard for it is Forwarded.',
    section: 'RFC 7239 §5.4',
  },
  'x-forwarded-host': {
    words:
      'Added by a proxy: the Host that the client asked for, where the proxy put another in its place. The standard for it is Forwarded.',
    section: 'RFC 7239 §5.3',
  },
  location: {
    words: 'Where to go instead. Browsers do not follow it for a WebSocket; this inspector does when it is told to.',
    section: 'RFC 9110 §10.2.2',
  },
  'retry-after': (value) => ({
    words: /^\s*\d+\s*$/.test(value)
      ? `The server asks to wait ${seconds(Number(value))} before trying again.`
      : 'The server asks to wait until this moment before trying again.',
    section: 'RFC 9110 §10.2.3',
  }),
  'alt-svc': {
    words:
      'Other places and protocols by which the same service can be had, such as HTTP/3. It changes nothing for this connection.',
    section: 'RFC 7838 §3',
  },
  'keep-alive': (value) => {
    const timeout = directive(value, 'timeout');
    return {
      words: `How long the server keeps an idle HTTP connection. Once it is a WebSocket, other limits hold.${timeout === undefined ? '' : ` Here: ${seconds(timeout)}.`}`,
      section: 'RFC 9112 §C.2.2',
    };
  },
  'max-forwards': {
    words: 'How many proxies the request may still pass.',
    section: 'RFC 9110 §7.6.2',
  },
  'cf-ray': {
    words:
      'Cloudflare stood between: its number for this request, and the place where it was taken. Its logs are searched by it.',
  },
  'x-request-id': {
    words:
      'A number for this one request, by which it can be found in the logs of servers and proxies. No standard defines it.',
  },
  'x-correlation-id': {
    words:
      'A number that goes along with everything that belongs together, to find it in logs. No standard defines it.',
  },
};

/** Names that Amazon's gateways and load balancers add. */
export const amazonHeader = {
  words: 'Added by a gateway or load balancer of Amazon: a number or note by which the request is found in its logs.',
} as const;

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : `${count} ${many}`);
