import type { ConnectionOptions, HeaderPair, OptionProblem } from '../connectionOptions.ts';
import { findNonTokenCharacter, findNonValueCharacter } from '../fieldSyntax.ts';
import { shown, valueMend } from './problem.ts';

/** Header fields that the opening handshake writes itself (RFC 6455 §4.1), and where their content is set instead. */
export const owned: ReadonlyMap<string, string> = new Map([
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

export function checkHeaders(options: ConnectionOptions): readonly OptionProblem[] {
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
  const message = `Character ${bad.offset + 1} of the value of the header "${shown(name)}" is ${bad.name}. ${valueMend(value, bad)}`;
  return [headerProblem(index, 'value', bad.offset, message)];
}
