import type { FrameId } from '../base/branded.ts';
import { headerValues, type ResponseHead } from '../protocol/httpHead.ts';
import type { EvidenceQuote } from './diagnosis.ts';
import type { Phase } from './evidence.ts';
import { maskHeaderValue, maskUrl } from './redact.ts';
import { duration, excerpt, listing, quoted, systemWords } from './wording.ts';

/** The answer's status line, as far as it could be read. */
export function statusQuote(response: ResponseHead): EvidenceQuote {
  return { text: statusLine(response), source: { kind: 'response' } };
}

function statusLine(response: ResponseHead): string {
  if (response.status !== 0) return excerpt(`${response.version} ${response.status} ${response.reason}`);
  return excerpt(firstLine(response.raw));
}

/** Every line of the answer with that name, as one quote a line; secrets masked. */
export function headerQuotes(response: ResponseHead, ...names: readonly string[]): EvidenceQuote[] {
  return names.flatMap((name) =>
    headerValues(response, name).map((value) => ({
      text: excerpt(`${name}: ${maskHeaderValue(name, value)}`, 240),
      source: { kind: 'response' as const, header: name },
    })),
  );
}

export function bodyQuote(text: string): EvidenceQuote {
  return { text: excerpt(text, 300), source: { kind: 'body' } };
}

export function frameQuote(frame: FrameId, text: string): EvidenceQuote {
  return { text, source: { kind: 'frame', frame } };
}

export function optionsQuote(text: string): EvidenceQuote {
  return { text, source: { kind: 'options' } };
}

/** A quote from what we sent, marked as such: the answer may have a header of the same name. */
export function requestQuote(text: string): EvidenceQuote {
  return { text: `our request: ${text}`, source: { kind: 'request' } };
}

/** One phase in a line: what it was about, how it went, how long it took. */
export function phaseQuote(phase: Phase): EvidenceQuote {
  const verdict = phase.ok
    ? `ok in ${duration(phase.durationMs)}`
    : `${phase.code ?? 'failed'} after ${duration(phase.durationMs)}`;
  const words = phase.ok || phase.message === undefined ? '' : systemWords(phase.message);
  const said = words === '' || words === phase.code ? '' : ` (${excerpt(words, 200)})`;
  return { text: `${subject(phase)}: ${verdict}${said}`, source: { kind: 'phase', name: phase.name } };
}

function subject(phase: Phase): string {
  switch (phase.name) {
    case 'url':
      return `url ${phase.url}`;
    case 'dns':
      return `dns ${phase.host}${phase.servers === undefined ? '' : `, asked of ${listing(phase.servers, 'or')}`}${phase.addresses.length === 0 ? '' : ` → ${listing(phase.addresses)}`}`;
    case 'tcp':
      return phase.family === 'unix' ? `unix socket ${phase.address}` : `tcp ${phase.address} port ${phase.port}`;
    case 'proxy':
      return `proxy ${maskUrl(phase.proxy)}${phase.status === undefined ? '' : ` → ${phase.status}`}`;
    case 'tls':
      return `tls${phase.servername === '' ? '' : ` ${quoted(phase.servername)}`}${phase.version === undefined ? '' : ` ${phase.version}`}`;
    case 'request':
      return `request, ${phase.bytes} bytes`;
    case 'response':
      return `response, ${phase.bytes} bytes`;
    case 'frame':
      return `first frame, from the ${phase.from}`;
  }
}

function firstLine(raw: Uint8Array): string {
  const end = raw.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  return new TextDecoder('latin1').decode(end < 0 ? raw.subarray(0, 200) : raw.subarray(0, end));
}

/** Bytes as a person reads them: text where they are printable, else hexadecimal; at most `max` of them. */
export function bytesQuote(bytes: Uint8Array, max = 96): string {
  const some = bytes.subarray(0, max);
  const more = bytes.length > max ? ' …' : '';
  const printable = some.filter(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09,
  );
  if (some.length > 0 && printable.length / some.length > 0.9)
    return `${quoted(new TextDecoder().decode(some))}${more}`;
  return `${Array.from(some, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}${more}`;
}
