import type { HeaderTable } from './explanation.ts';

const scheme = (value: string): string => /^[\w-]+(?=\s|$)/.exec(value.trim())?.[0] ?? '';

const SCHEMES: Readonly<Record<string, string>> = {
  basic: 'Basic: user name and password, only encoded (RFC 7617).',
  bearer: 'Bearer: a token that whoever holds it may use (RFC 6750).',
  digest: 'Digest: proof of the password without sending it (RFC 7616).',
  negotiate: 'Negotiate: Kerberos or NTLM (RFC 4559).',
  ntlm: 'NTLM: Windows domains; it belongs to the connection, not to the request.',
};

const schemePart = (value: string): string[] => {
  const words = SCHEMES[scheme(value).toLowerCase()];
  return words === undefined ? [] : [words];
};

/** Who asks, from where, and how they prove it. */
export const identityHeaders: HeaderTable = {
  authorization: (value) => ({
    words: 'Proves to the server who asks.',
    parts: schemePart(value),
    section: 'RFC 9110 §11.6.2',
  }),
  'www-authenticate': (value) => ({
    words: 'How the server wants the client to prove who it is. It comes with a 401.',
    parts: schemePart(value),
    section: 'RFC 9110 §11.6.1',
  }),
  'proxy-authorization': (value) => ({
    words: 'Proves to the proxy who asks. It is for the proxy alone and is not passed on.',
    parts: schemePart(value),
    section: 'RFC 9110 §11.7.2',
  }),
  'proxy-authenticate': (value) => ({
    words: 'How the proxy wants the client to prove who it is. It comes with a 407.',
    parts: schemePart(value),
    section: 'RFC 9110 §11.7.1',
  }),
  cookie: (value) => {
    const count = value.split(';').filter((pair) => pair.trim() !== '').length;
    return {
      words: `What the server once asked the client to send along, such as the number of a session: ${count} cookie${count === 1 ? '' : 's'} here.`,
      section: 'RFC 6265 §4.2',
    };
  },
  'set-cookie': (value) => ({
    words: 'Asks the client to keep a value and send it along from now on. A browser keeps it and does so.',
    parts: [
      ...(/;\s*secure/i.test(value) ? ['Secure: for encrypted connections only.'] : []),
      ...(/;\s*httponly/i.test(value) ? ['HttpOnly: scripts of a page cannot read it.'] : []),
      ...(/;\s*samesite=none/i.test(value) ? ['SameSite=None: sent from pages of other sites, too.'] : []),
      ...(/;\s*samesite=(lax|strict)/i.test(value)
        ? ['SameSite: a WebSocket that a page of another site opens goes without it.']
        : []),
    ],
    section: 'RFC 6265 §4.1',
  }),
  origin: {
    words:
      'The page that the request comes from, as a browser sends it by itself. Servers look at it to refuse pages of strangers; a client that is no browser may say anything here.',
    section: 'RFC 6455 §10.2, RFC 6454 §7',
  },
  referer: {
    words: 'The page or link that led here.',
    section: 'RFC 9110 §10.1.3',
  },
  'user-agent': {
    words: 'The program that asks, by its own account.',
    section: 'RFC 9110 §10.1.5',
  },
};
