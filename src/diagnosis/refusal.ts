import type { ResponseHead } from '../protocol/httpHead.ts';
import { bodyHints, bodyStart } from './bodyHints.ts';
import type { Diagnosis, EvidenceQuote, LikelyCause } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { fingerprints, type Fingerprint } from './fingerprints.ts';
import { bodyQuote, headerQuotes, statusQuote } from './quotes.ts';
import { maskText, maskUrl } from './redact.ts';
import { serverWords } from './serverWords.ts';
import { bytes, excerpt, listing, quoted } from './wording.ts';

/** What a rule about one status adds to that which is true of every refusal. */
export interface Refusal {
  readonly cause: string;
  readonly title: string;
  readonly explanation: string;
  readonly likelyCauses: readonly LikelyCause[];
  readonly remedies: Diagnosis['remedies'];
  readonly section: string;
  /** Headers worth quoting besides Server and Via. */
  readonly headers?: readonly string[];
}

/** A diagnosis about an HTTP answer other than 101: it quotes status, headers and body, and says who wrote them. */
export function refusalDiagnosis(evidence: Evidence, response: ResponseHead, refusal: Refusal): Diagnosis {
  const known = fingerprints(response, evidence.body);
  const telling = known
    .filter(({ says }) => says !== undefined)
    .map((one) => ({ cause: one.says ?? '', because: because(one) }));
  return {
    stage: 'http',
    cause: refusal.cause,
    title: refusal.title,
    explanation: [
      refusal.explanation,
      writer(known, `${refusal.title} ${refusal.explanation}`),
      bodyTold(evidence, [refusal.title, refusal.explanation, ...telling.map((one) => one.because)].join('\n')),
    ]
      .filter((part) => part !== '')
      .join(' '),
    evidence: distinct([
      statusQuote(response),
      ...headerQuotes(response, ...(refusal.headers ?? []), 'Server', 'Via', 'CF-RAY').map((quote) => ({
        ...quote,
        // A Location may repeat the query of the request.
        text: maskUrl(quote.text, evidence.asked.secretParameters),
      })),
      ...known.map(({ quote }) => quote).filter(({ source }) => source.kind !== 'body'),
      ...bodyEvidence(evidence),
      ...brokenRules(evidence, response),
    ]),
    likelyCauses: [...telling, ...refusal.likelyCauses],
    remedies: refusal.remedies,
    section: refusal.section,
  };
}

function because(one: Fingerprint): string {
  return one.quote.source.kind === 'body' ? `The body says ${quoted(one.found)}.` : `The answer carries ${one.found}.`;
}

/** Who wrote the answer, unless it was said already. */
function writer(known: readonly Fingerprint[], said: string): string {
  const names = [...new Set(known.map(({ who }) => who))].filter((who) => !said.includes(who)).slice(0, 3);
  return names.length === 0 ? '' : `By its words the answer comes from ${listing(names)}.`;
}

/** What the body says, in a sentence, or why nothing can be said of it. */
export function bodySentence(evidence: Evidence): string {
  const { body } = evidence;
  const hints = bodyHints(body);
  const cut = body?.end === 'cap' ? ` Only its first ${bytes(body.bytes.length)} were kept.` : '';
  if (hints.kind === 'empty') return '';
  if (hints.kind === 'bytes') return `The body is not text (${body?.contentType ?? 'no type given'}).${cut}`;
  const words = hints.kind === 'html' ? (hints.pageTitle ?? hints.message) : hints.message;
  if (words === undefined) return cut.trim();
  const said = hints.kind === 'html' ? serverWords(evidence) : undefined;
  const more = said === undefined || words.includes(said) ? '' : ` that says ${quoted(said, 160)}`;
  return `${hints.kind === 'html' ? 'The body is a page' : 'The body says'} ${quoted(maskText(words), 160)}${more}${/[.!?]$/.test(said ?? words) ? '' : '.'}${cut}`;
}

/** The body's sentence, unless its very words stand in what is said already. */
function bodyTold(evidence: Evidence, said: string): string {
  const { message, kind } = bodyHints(evidence.body);
  const words = kind === 'html' ? serverWords(evidence) : message;
  return words !== undefined && evidence.body?.end !== 'cap' && said.includes(words) ? '' : bodySentence(evidence);
}

/** One quote of the body: a page's title and first words, else how the text begins. */
function bodyEvidence(evidence: Evidence): EvidenceQuote[] {
  const { body } = evidence;
  if (body === undefined || body.text === undefined || bodyStart(body)?.trim() === '') return [];
  const hints = bodyHints(body);
  const page = [hints.pageTitle, hints.message].filter((text) => text !== undefined);
  const text = hints.kind === 'html' && page.length > 0 ? [...new Set(page)].join(' · ') : body.text.slice(0, 1000);
  return [bodyQuote(maskText(text))];
}

function brokenRules(evidence: Evidence, response: ResponseHead): EvidenceQuote[] {
  const all = [
    ...response.violations,
    ...evidence.violations.filter(({ frame }) => frame === undefined).map(({ violation }) => violation),
  ];
  // A refused upgrade need not look like an accepted one: only what is wrong as HTTP counts here.
  const http = all.filter(({ by, rule }) => by === 'server' && /^(head|body|response)-/.test(rule));
  return http.slice(0, 5).map(({ sentence, section }) => ({
    text: excerpt(`${sentence} (${section})`, 300),
    source: { kind: 'response' },
  }));
}

export function distinct(quotes: readonly EvidenceQuote[]): EvidenceQuote[] {
  return quotes.filter(
    (quote, index) => quote.text !== '' && quotes.findIndex((other) => other.text === quote.text) === index,
  );
}
