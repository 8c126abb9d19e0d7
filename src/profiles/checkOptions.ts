import { checkUrl } from './checkUrl.ts';
import type { ConnectionOptions, HeaderPair, OptionProblem, TlsOptions } from './connectionOptions.ts';
import { findNonTokenCharacter, findNonValueCharacter } from './fieldSyntax.ts';

/** The longest time that a timer can wait, in milliseconds: 24.8 days. */
const longestTimer = 2_147_483_647;

/** All that is wrong with the options, in the order of the fields; empty when a connection may be tried. Looks at no file and no network. */
export function checkOptions(options: ConnectionOptions): readonly OptionProblem[] {
  const url = checkUrl(options.url);
  return [
    ...(url === undefined ? [] : [url]),
    ...checkHeaders(options),
    ...checkSubprotocols(options.subprotocols ?? []),
    ...checkOrigin(options.origin),
    ...checkTimeout(options.handshakeTimeout),
    ...checkProxy(options.proxy),
    ...checkTls(options.tls ?? {}),
  ];
}

/** Header fields that the opening handshake writes itself (RFC 6455 §4.1), and where their content is set instead. */
const owned = new Map([
  ['upgrade', 'The opening handshake sends it by itself; remove it here.'],
  ['connection', 'The opening handshake sends it by itself; remove it here.'],
  ['sec-websocket-key', 'The opening handshake makes a new one for every connection; remove it here.'],
  ['sec-websocket-version', 'The opening handshake always sends version 13; remove it here.'],
  ['sec-websocket-extensions', 'Compression is turned on and off by the option "deflate"; remove it here.'],
  ['sec-websocket-protocol', 'Set it under subprotocols instead.'],
  ['sec-websocket-accept', 'Only a server sends it, in its answer; remove it here.'],
  ['content-length', 'An opening handshake has no body; remove it here.'],
  ['transfer-encoding', 'An opening handshake has no body; remove it here.'],
]);

function checkHeaders(options: ConnectionOptions): readonly OptionProblem[] {
  const headers = options.headers ?? [];
  const hosts = headers.flatMap(([name], index) => (name.toLowerCase() === 'host' ? [index] : []));
  return headers.flatMap((header, index) => [
    ...checkHeaderName(header, index),
    ...checkHeaderValue(header, index),
    ...(index !== hosts[0] && hosts.includes(index)
      ? [
          headerProblem(
            index,
            'name',
            0,
            'Host is there twice; a request may have it once (RFC 9112 §3.2). Remove one.',
          ),
        ]
      : []),
    ...(options.origin !== undefined && header[0].toLowerCase() === 'origin'
      ? [headerProblem(index, 'name', 0, 'Origin is set as an option and as a header. Remove one of them.')]
      : []),
  ]);
}

function headerProblem(index: number, part: 'name' | 'value', offset: number, message: string): OptionProblem {
  return { field: 'headers', index, part, offset, message };
}

function checkHeaderName([name]: HeaderPair, index: number): readonly OptionProblem[] {
  if (name === '') {
    return [headerProblem(index, 'name', 0, `Header ${index + 1} has no name. Give it one, or remove the line.`)];
  }
  // RFC 9110 §5.1: a field name is a token.
  const bad = findNonTokenCharacter(name);
  if (bad !== undefined) {
    const rule = "A header name has only letters, digits and !#$%&'*+-.^_`|~ (RFC 9110 §5.1).";
    const message = `Character ${bad.offset + 1} of the header name "${shown(name)}" is ${bad.name}. ${rule}`;
    return [headerProblem(index, 'name', bad.offset, message)];
  }
  const mend = owned.get(name.toLowerCase());
  return mend === undefined
    ? []
    : [headerProblem(index, 'name', 0, `The header ${name} cannot be set by hand. ${mend}`)];
}

function checkHeaderValue([name, value]: HeaderPair, index: number): readonly OptionProblem[] {
  const bad = findNonValueCharacter(value);
  if (bad === undefined) return [];
  const mend =
    value.charCodeAt(bad.offset) > 0xff
      ? 'A header carries characters up to U+00FF only; encode it, for example percent-encoded.'
      : 'A header value is one line without control characters (RFC 9110 §5.5); remove it.';
  const message = `Character ${bad.offset + 1} of the value of the header "${shown(name)}" is ${bad.name}. ${mend}`;
  return [headerProblem(index, 'value', bad.offset, message)];
}

/** RFC 6455 §4.1 item 10: each a token, none twice. */
function checkSubprotocols(subprotocols: readonly string[]): readonly OptionProblem[] {
  const problem = (index: number, offset: number, message: string): readonly OptionProblem[] => [
    { field: 'subprotocols', index, offset, message },
  ];
  return subprotocols.flatMap((subprotocol, index) => {
    if (subprotocol === '')
      return problem(index, 0, `Subprotocol ${index + 1} is empty. Give it a name, or remove it.`);
    const bad = findNonTokenCharacter(subprotocol);
    if (bad !== undefined) {
      const rule = subprotocol.includes(',')
        ? 'Enter each subprotocol by itself.'
        : "A subprotocol has only letters, digits and !#$%&'*+-.^_`|~ (RFC 6455 §4.1).";
      const message = `Character ${bad.offset + 1} of the subprotocol "${shown(subprotocol)}" is ${bad.name}. ${rule}`;
      return problem(index, bad.offset, message);
    }
    if (subprotocols.indexOf(subprotocol) < index) {
      return problem(
        index,
        0,
        `The subprotocol "${subprotocol}" is there twice; each may be offered once (RFC 6455 §4.1). Remove one.`,
      );
    }
    return [];
  });
}

function checkOrigin(origin: string | undefined): readonly OptionProblem[] {
  const bad = origin === undefined ? undefined : findNonValueCharacter(origin);
  if (bad === undefined) return [];
  const message = `Character ${bad.offset + 1} of the origin is ${bad.name}. Write it such as https://example.com, on one line.`;
  return [{ field: 'origin', offset: bad.offset, message }];
}

function checkTimeout(timeout: number | undefined): readonly OptionProblem[] {
  if (timeout === undefined || (timeout > 0 && timeout <= longestTimer)) return [];
  const message = `The handshake timeout must be a number of milliseconds from 1 to ${longestTimer}, such as 10000.`;
  return [{ field: 'handshakeTimeout', message }];
}

function checkTls(tls: TlsOptions): readonly OptionProblem[] {
  const problems: OptionProblem[] = [];
  for (const part of ['ca', 'cert', 'key'] as const) {
    const path = tls[part];
    if (path === undefined) continue;
    const nul = path.indexOf('\0');
    if (path.trim() === '') {
      problems.push({ field: 'tls', part, message: `The path of "${part}" is empty. Name a PEM file, or remove it.` });
    } else if (nul >= 0) {
      const message = `Character ${nul + 1} of the path of "${part}" is a NUL character. Remove it.`;
      problems.push({ field: 'tls', part, offset: nul, message });
    }
  }
  if (tls.cert !== undefined && tls.key === undefined) {
    const message = 'A client certificate needs its private key. Set "key" to its PEM file too.';
    problems.push({ field: 'tls', part: 'cert', message });
  }
  if (tls.key !== undefined && tls.cert === undefined) {
    const message = 'A private key needs its client certificate. Set "cert" to its PEM file too.';
    problems.push({ field: 'tls', part: 'key', message });
  }
  return problems;
}

/** A name as a sentence can carry it. */
function shown(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�');
  return visible.length > 60 ? `${visible.slice(0, 59)}…` : visible;
}

/** Only proxies that are asked in the clear, by CONNECT: the tunnel itself may carry TLS. */
function checkProxy(proxy: string | undefined): readonly OptionProblem[] {
  if (proxy === undefined) return [];
  const problem = (message: string): readonly OptionProblem[] => [{ field: 'proxy', offset: 0, message }];
  if (!URL.canParse(proxy)) return problem('The proxy is not a URL. Write it as http://host:port.');
  const { protocol, hostname } = new URL(proxy);
  if (protocol !== 'http:' || hostname === '') {
    return problem(`The proxy has to be an http:// URL with a host, such as http://127.0.0.1:3128, not "${protocol}".`);
  }
  return [];
}
