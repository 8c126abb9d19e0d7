import type { OptionProblem } from '../connectionOptions.ts';
import { findBlank } from '../fieldSyntax.ts';

/** RFC 6455 §3: the first thing that keeps the text from being a WebSocket URL; undefined when all is well. */
export function checkUrl(url: string): OptionProblem | undefined {
  const at = (offset: number, message: string): OptionProblem => ({ field: 'url', offset, message });
  if (url.trim() === '') return at(0, 'There is no URL. Enter one such as ws://localhost:8080/.');

  const blank = findBlank(url);
  if (blank !== undefined) {
    const inside = blank.offset >= url.length - url.trimStart().length && blank.offset < url.trimEnd().length;
    const mend = inside && blank.name === 'a space' ? 'Write it as %20, or remove it.' : 'Remove it.';
    return at(blank.offset, `Character ${blank.offset + 1} of the URL is ${blank.name}. ${mend}`);
  }
  if (/^ws\+unix:/i.test(url)) return checkUnixUrl(url, at);
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(url);
  if (scheme === null) return at(0, withoutScheme(url));
  const name = (scheme[1] ?? '').toLowerCase();
  const rest = url.slice(scheme[0].length);
  if (!['ws', 'wss', 'http', 'https'].includes(name)) {
    return at(0, `"${name}" is not a scheme of WebSocket. Begin the URL with ws://, or with wss:// for TLS.`);
  }
  // RFC 6455 §3: "Fragment identifiers are meaningless in the context of WebSocket URIs and MUST NOT be used".
  const fragment = url.indexOf('#');
  if (fragment >= 0) {
    // Anything but a plain word may be a token, or the rest of a password with a number sign in it.
    const plain = /^#[a-z-]{0,16}$/.exec(url.slice(fragment));
    return at(
      fragment,
      `A WebSocket URL has no fragment. Remove ${plain === null ? 'the # and what follows it' : `"${plain[0]}"`}, or write %23 for a number sign that belongs to the path or query.`,
    );
  }
  const backslash = url.search(/\\/);
  if (backslash >= 0) return at(backslash, `Character ${backslash + 1} of the URL is a backslash. Write / instead.`);
  const start = scheme[0].length;
  const problem = checkAuthority(rest, start, at) ?? checkWhole(url, start, at);
  return problem && (checkCutUserinfo(rest, start, at) ?? problem);
}

/** `ws+unix:/path/of/socket:/request/path`: no authority, the socket's path up to the first colon. */
function checkUnixUrl(url: string, at: At): OptionProblem | undefined {
  const fragment = url.indexOf('#');
  if (fragment >= 0) return at(fragment, 'A WebSocket URL has no fragment. Remove it.');
  if (/^ws\+unix:\/+[^/:?][^:?]*(:\/|$)/i.test(url)) return undefined;
  return at(
    'ws+unix:'.length,
    'Write a Unix socket as ws+unix:/path/of/socket:/request/path, with the absolute path of its file.',
  );
}

type At = (offset: number, message: string) => OptionProblem;

function withoutScheme(url: string): string {
  const bare = /^(wss?|https?):\/?(?!\/)(.*)$/i.exec(url);
  if (bare !== null) {
    const scheme = (bare[1] ?? '').toLowerCase().replace('http', 'ws');
    return `After "${bare[1] ?? ''}:" two slashes are missing. Use ${scheme}://${shown(bare[2] ?? '')}`;
  }
  return `The URL does not say its scheme. Use ws://${shown(url.replace(/^:?\/*/, ''))}, or wss:// for TLS.`;
}

/** What follows the scheme, without user name, password and query: these may be secrets. */
function shown(rest: string): string {
  const [, user = '', hostAndPath, query = ''] = /^([^@?#]*@)?([^@?#]*)([?#][^@]*)?$/.exec(rest) ?? [];
  if (hostAndPath === undefined) return '…';
  return `${user === '' ? '' : '…@'}${hostAndPath}${query === '' ? '' : '?…'}`;
}

/** A slash or question mark in a password ends the authority within it: then nothing of it may be quoted. */
function checkCutUserinfo(rest: string, start: number, at: At): OptionProblem | undefined {
  const end = rest.search(/[/?]/);
  if (end < 0 || !rest.includes('@', end)) return undefined;
  return at(
    start + end,
    `What stands before character ${start + end + 1} of the URL is no host and port. In a user name or password write / as %2F and ? as %3F.`,
  );
}

/** RFC 3986 §3.2: `[userinfo@]host[:port]`. */
function checkAuthority(rest: string, start: number, at: At): OptionProblem | undefined {
  const authority = rest.slice(0, (rest + '/').search(/[/?]/));
  const hostAt = authority.lastIndexOf('@') + 1;
  const hostAndPort = authority.slice(hostAt);
  const bracketed = hostAndPort.startsWith('[');
  if (bracketed && !hostAndPort.includes(']')) {
    return at(start + hostAt, 'The bracket [ of the IPv6 address is not closed. Write it such as ws://[::1]:8080/.');
  }
  const hostEnd = bracketed ? hostAndPort.indexOf(']') + 1 : (hostAndPort + ':').indexOf(':');
  if (hostEnd === 0) return at(start + hostAt, 'The URL names no host. Use one such as ws://localhost:8080/.');
  const after = hostAndPort.slice(hostEnd);
  const afterAt = start + hostAt + hostEnd;
  if (after === '' || after === ':') return undefined;
  if (!after.startsWith(':')) {
    return at(afterAt, `After the host only a port such as :8080 may follow, not "${cut(after)}".`);
  }
  if (!bracketed && after.includes(':', 1) && /^[\da-f:.]+$/i.test(hostAndPort)) {
    return at(start + hostAt, `An IPv6 address needs brackets. Use [${hostAndPort}], with the port behind them.`);
  }
  const port = after.slice(1);
  const wrong = port.search(/\D/);
  if (wrong >= 0) {
    return at(afterAt + 1 + wrong, `"${cut(port)}" is no port: it must be a number from 1 to 65535.`);
  }
  const number = Number(port);
  if (number < 1 || number > 65_535) {
    return at(afterAt + 1, `There is no port ${cut(port)}: it must be a number from 1 to 65535.`);
  }
  return undefined;
}

function checkWhole(url: string, hostAt: number, at: At): OptionProblem | undefined {
  if (URL.canParse(url)) return undefined;
  const authority = /^[^/?]*/.exec(url.slice(hostAt))?.[0] ?? '';
  const userinfo = authority.lastIndexOf('@') + 1;
  const host = /^(\[.*\]|[^:]*)/.exec(authority.slice(userinfo))?.[0] ?? '';
  return at(
    hostAt + userinfo,
    `"${cut(host)}" is no host. Use a name such as example.com or an address such as 127.0.0.1 or [::1].`,
  );
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
