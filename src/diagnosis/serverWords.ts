import type { ResponseHead } from '../protocol/httpHead.ts';
import { bodyHints } from './bodyHints.ts';
import type { Evidence } from './evidence.ts';
import { maskText } from './redact.ts';
import { quoted } from './wording.ts';

/** Said of every refusal, so it tells nothing about this one. */
const STATUS_WORDS =
  /\b(http|error|status|page|\d{3}|unauthorized|forbidden|not|found|bad|request|gateway|time-?out|service|unavailable|internal|server|method|allowed|oops|sorry)\b/gi;

/** What the body says of this very case; undefined where it only repeats the status, or is a page's text at large. */
export function serverWords(evidence: Evidence): string | undefined {
  const { response, body } = evidence;
  const hints = bodyHints(body);
  const words = hints.kind === 'html' ? hints.pageWords : hints.message;
  if (response === undefined || words === undefined || !tells(words, response)) return undefined;
  return maskText(words);
}

/** A page's signature. */
const SIGNATURES =
  /\b(nginx|openresty|apache|tomcat|jetty|cloudflare|awselb|haproxy|varnish|iis|caddy)\b[/\s]*[\d.]*/gi;

function tells(words: string, { status, reason }: ResponseHead): boolean {
  const rest = words
    .replaceAll(reason === '' ? String(status) : reason, '')
    .replace(STATUS_WORDS, '')
    .replace(SIGNATURES, '');
  return /\p{L}{2,}/u.test(rest);
}

/** `403` for a title, or `403: "the server’s words"` where it has some. */
export function statusAndWords(evidence: Evidence, max = 80): string {
  const status = String(evidence.response?.status ?? '');
  const words = serverWords(evidence);
  return words === undefined ? status : `${status}: ${quoted(words, max)}`;
}
