import { headerValues, type ResponseHead } from '../protocol/httpHead.ts';
import type { ResponseBody } from '../protocol/responseBody.ts';
import { bodyStart, plainText } from './bodyHints.ts';
import type { EvidenceQuote } from './diagnosis.ts';
import { firewalls } from './fingerprints/firewalls.ts';
import { frameworks } from './fingerprints/frameworks.ts';
import { gateways } from './fingerprints/gateways.ts';
import type { Pattern, Role } from './fingerprints/pattern.ts';
import { protocols } from './fingerprints/protocols.ts';
import { servers } from './fingerprints/servers.ts';
import { bodyQuote } from './quotes.ts';
import { maskHeaderValue } from './redact.ts';
import { excerpt } from './wording.ts';

const patterns: readonly Pattern[] = [...firewalls, ...protocols, ...frameworks, ...gateways, ...servers];

/** A program that was recognised by what it wrote, with the very words. */
export interface Fingerprint {
  readonly id: string;
  readonly who: string;
  readonly role: Role;
  /** What its words mean here, in a sentence; undefined when they only tell who it is. */
  readonly says: string | undefined;
  /** The words it was recognised by. */
  readonly found: string;
  readonly quote: EvidenceQuote;
}

/** Who wrote this answer, the most telling first; each program once. */
export function fingerprints(response: ResponseHead, body: ResponseBody | undefined): Fingerprint[] {
  const text = bodyStart(body) ?? '';
  const found = patterns.flatMap((pattern) => {
    const fingerprint = match(pattern, response, text);
    return fingerprint === undefined ? [] : [fingerprint];
  });
  const telling = [
    ...found.filter(({ says }) => says !== undefined),
    ...found.filter(({ says }) => says === undefined),
  ];
  return telling.filter((one, index) => telling.findIndex((other) => other.id === one.id) === index);
}

function match(pattern: Pattern, response: ResponseHead, text: string): Fingerprint | undefined {
  if (pattern.status !== undefined && !pattern.status.includes(response.status)) return undefined;
  let quote: EvidenceQuote | undefined;
  let found = '';
  if (pattern.header !== undefined) {
    const [name, wanted] = pattern.header;
    const value = headerValues(response, name).find((candidate) => wanted.test(candidate));
    if (value === undefined) return undefined;
    found = excerpt(`${name}: ${maskHeaderValue(name, value)}`);
    quote = { text: found, source: { kind: 'response', header: name } };
  }
  if (pattern.body !== undefined) {
    const words = pattern.body.exec(text)?.[0];
    if (words === undefined) return undefined;
    found = excerpt(/[<>]/.test(words) && plainText(words) !== '' ? plainText(words) : words, 120);
    quote = bodyQuote(found);
  }
  return quote === undefined
    ? undefined
    : { id: pattern.id, who: pattern.who, role: pattern.role, says: pattern.says, found, quote };
}
