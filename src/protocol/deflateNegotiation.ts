/** Negotiation of permessage-deflate (RFC 7692 §7.1), as seen from outside: an offer in the request, an answer in the response. */
import type { Extension, ExtensionParameter } from './extensionsHeader.ts';
import type { ViolationRule } from './violation.ts';

/** The parameters both endpoints agreed on (RFC 7692 §7.1); window bits 8–15. */
export interface DeflateParameters {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits: number;
  readonly clientMaxWindowBits: number;
}

export interface NegotiationFault {
  readonly rule: Extract<ViolationRule, `deflate-${string}`>;
  readonly sentence: string;
}

export interface DeflateAnswer {
  readonly parameters: DeflateParameters;
  readonly faults: readonly NegotiationFault[];
}

export const DEFLATE = 'permessage-deflate';

const PARAMETERS = new Map([
  ['server_no_context_takeover', 'flag'],
  ['client_no_context_takeover', 'flag'],
  ['server_max_window_bits', 'bits'],
  ['client_max_window_bits', 'bits'],
]);

/** RFC 7692 §7.1.2.1: 8 to 15, no leading zero. */
const windowBits = (value: string | undefined): number | undefined =>
  value !== undefined && /^(?:[89]|1[0-5])$/.test(value) ? Number(value) : undefined;

/** A value that is none at all is told of elsewhere. */
const isMore = (value: number | undefined, limit: number | undefined): boolean => Number(value) > Number(limit);

/** What is wrong with one parameter by itself; `inOffer` allows client_max_window_bits without a value (RFC 7692 §7.1.2.2). */
function parameterFault({ name, value }: ExtensionParameter, inOffer: boolean): NegotiationFault | undefined {
  const kind = PARAMETERS.get(name);
  if (kind === undefined) {
    return { rule: 'deflate-parameter-unknown', sentence: `permessage-deflate has no parameter "${name}".` };
  }
  if (kind === 'flag') {
    if (value === undefined) return undefined;
    return { rule: 'deflate-parameter-value', sentence: `${name} takes no value, but has "${value}".` };
  }
  if (value === undefined) {
    if (inOffer && name === 'client_max_window_bits') return undefined;
    return { rule: 'deflate-parameter-value', sentence: `${name} needs a value from 8 to 15, and has none.` };
  }
  if (windowBits(value) !== undefined) return undefined;
  return { rule: 'deflate-parameter-value', sentence: `${name} is "${value}"; it has to be a number from 8 to 15.` };
}

/** Faults of one extension element's parameters, duplicates included. */
export function parameterFaults(element: Extension, inOffer: boolean): NegotiationFault[] {
  const seen = new Set<string>();
  const faults: NegotiationFault[] = [];
  for (const parameter of element.parameters) {
    if (seen.has(parameter.name)) {
      const sentence = `The parameter ${parameter.name} of permessage-deflate stands more than once.`;
      if (!faults.some((fault) => fault.sentence === sentence)) {
        faults.push({ rule: 'deflate-parameter-duplicate', sentence });
      }
      continue;
    }
    seen.add(parameter.name);
    const fault = parameterFault(parameter, inOffer);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

const named = (element: Extension, name: string): ExtensionParameter | undefined =>
  element.parameters.find((parameter) => parameter.name === name);

/** Where an answer does not keep to one offer (RFC 7692 §7.1.1.1, §7.1.2.1, §7.1.2.2). */
function mismatches(offer: Extension, answer: Extension): NegotiationFault[] {
  const faults: NegotiationFault[] = [];
  if (named(offer, 'server_no_context_takeover') !== undefined && !named(answer, 'server_no_context_takeover')) {
    const sentence = 'The client asked for server_no_context_takeover; the server accepted the offer without it.';
    faults.push({ rule: 'deflate-parameter-ignored', sentence });
  }
  const asked = windowBits(named(offer, 'server_max_window_bits')?.value);
  const given = named(answer, 'server_max_window_bits');
  const answered = windowBits(given?.value);
  if (asked !== undefined && (given === undefined || isMore(answered, asked))) {
    const got = answered === undefined ? 'left the parameter out' : `answered ${answered}`;
    const sentence = `The client asked for server_max_window_bits=${asked} at most; the server ${got}.`;
    faults.push({ rule: 'deflate-parameter-ignored', sentence });
  }
  const clientBits = named(answer, 'client_max_window_bits');
  if (clientBits === undefined) return faults;
  const offered = named(offer, 'client_max_window_bits');
  if (offered === undefined) {
    const value = clientBits.value === undefined ? '' : `=${clientBits.value}`;
    const sentence = `The server set client_max_window_bits${value}, but the client did not say that its window can be limited.`;
    faults.push({ rule: 'deflate-parameter-unoffered', sentence });
    return faults;
  }
  const limit = windowBits(offered.value);
  const set = windowBits(clientBits.value);
  if (isMore(set, limit)) {
    const sentence = `The client offered client_max_window_bits=${String(limit)}; the server answered ${String(set)}.`;
    faults.push({ rule: 'deflate-parameter-ignored', sentence });
  }
  return faults;
}

/**
 * Judges the server's permessage-deflate element against the client's, any of which it may have accepted. The parameters are those
 * of the answer as far as they can be read: what the server then does follows from its own words.
 */
export function judgeDeflateAnswer(answer: Extension, offers: readonly Extension[]): DeflateAnswer {
  const faults = parameterFaults(answer, false);
  const perOffer = offers.map((offer) => mismatches(offer, answer));
  const best = perOffer.reduce<NegotiationFault[] | undefined>(
    (least, each) => (least === undefined || each.length < least.length ? each : least),
    undefined,
  );
  return {
    parameters: {
      serverNoContextTakeover: named(answer, 'server_no_context_takeover') !== undefined,
      clientNoContextTakeover: named(answer, 'client_no_context_takeover') !== undefined,
      serverMaxWindowBits: windowBits(named(answer, 'server_max_window_bits')?.value) ?? 15,
      clientMaxWindowBits: windowBits(named(answer, 'client_max_window_bits')?.value) ?? 15,
    },
    faults: [...faults, ...(best ?? [])],
  };
}
