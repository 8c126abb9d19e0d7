import type { HeaderTable } from './explanation.ts';
import { directive, listOf, seconds } from './values.ts';

/** What a server says of itself, and what it tells browsers to do. */
export const serverHeaders: HeaderTable = {
  server: {
    words:
      "The program that answered, by its own account. Where it is a proxy, the refusal may be the proxy's and not the application's.",
    section: 'RFC 9110 §10.2.4',
  },
  'x-powered-by': {
    words:
      'What the application is built with, by its own account. No standard defines it, and it is wise to leave it out.',
  },
  allow: (value) => ({
    words: `The methods that this address takes: ${listOf(value).join(', ') || 'none'}. A WebSocket is opened by GET.`,
    section: 'RFC 9110 §10.2.1',
  }),
  'strict-transport-security': (value) => {
    const age = directive(value, 'max-age');
    return {
      words: `Tells browsers to come by TLS only, also for WebSockets.${age === undefined ? '' : ` Here: for ${seconds(age)}${/includesubdomains/i.test(value) ? ', with all names below this one' : ''}.`}`,
      section: 'RFC 6797 §6.1',
    };
  },
  'access-control-allow-origin': {
    words:
      'Which pages of other sites may read the response of an ordinary request. WebSockets do not follow it: there the server has to look at Origin itself.',
    section: 'Fetch Standard, CORS protocol',
  },
  'access-control-allow-credentials': {
    words: 'Whether pages of other sites may send cookies with an ordinary request. It has no effect on WebSockets.',
    section: 'Fetch Standard, CORS protocol',
  },
  'access-control-allow-headers': {
    words: 'The headers that pages of other sites may set on an ordinary request. It has no effect on WebSockets.',
    section: 'Fetch Standard, CORS protocol',
  },
  'access-control-allow-methods': {
    words: 'The methods that pages of other sites may use in an ordinary request. It has no effect on WebSockets.',
    section: 'Fetch Standard, CORS protocol',
  },
  'access-control-expose-headers': {
    words: 'The headers of the response that pages of other sites may read. It has no effect on WebSockets.',
    section: 'Fetch Standard, CORS protocol',
  },
  'content-security-policy': {
    words:
      'What a page may load and connect to. On the page that opens a WebSocket, connect-src has to allow the address.',
    section: 'Content Security Policy Level 3',
  },
  'x-content-type-options': {
    words: 'Tells browsers to believe Content-Type and not to guess.',
    section: 'Fetch Standard, X-Content-Type-Options',
  },
  'x-frame-options': {
    words: 'Whether browsers may show the content inside other pages.',
    section: 'RFC 7034',
  },
  'referrer-policy': {
    words: "How much of a page's address browsers tell when they follow its links.",
    section: 'Referrer Policy',
  },
  'server-timing': {
    words: 'How long the server took for its parts of the work, by its own account.',
    section: 'Server Timing',
  },
};
