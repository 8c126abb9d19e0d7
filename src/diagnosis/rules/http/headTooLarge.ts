import { statusQuote } from '../../quotes.ts';
import { phasesNamed } from '../../phases.ts';
import type { Rule } from '../../rule.ts';
import { bytes, count } from '../../wording.ts';

const codes = new Set(['HPE_HEADER_OVERFLOW', 'ERR_HTTP_HEADERS_TOO_LARGE', 'HEADERS_TOO_LARGE']);

/** The answer's head is beyond a limit of ours: RFC 9110 §5.4 sets none, so the server broke no rule. */
export const headTooLarge: Rule = (evidence) => {
  const { failure, response, violations } = evidence;
  const found = [...violations.map(({ violation }) => violation), ...(response?.violations ?? [])].find(
    ({ rule }) => rule === 'head-too-large' || rule === 'head-too-many-lines',
  );
  if (failure === undefined || (!codes.has(failure.code) && found === undefined)) return undefined;
  const limit = failure.limit ?? 16_384;
  const received = Math.max(
    failure.received ?? 0,
    response?.raw.length ?? 0,
    phasesNamed(evidence, 'response').at(-1)?.bytes ?? 0,
  );
  const lines = response?.headers.length ?? 0;
  const longest = response?.headers.toSorted((a, b) => b.value.length - a.value.length)[0];
  const huge = longest !== undefined && longest.value.length > limit / 4;
  return {
    stage: 'http',
    cause: 'answer-head-too-large',
    title: `The answer's headers are larger than ${bytes(limit)}, a limit of ours`,
    explanation:
      `${received > 0 ? `At least ${bytes(received)} of headers came` : 'The headers of the answer'}${lines > 0 ? `${received > 0 ? ', in' : ' have'} ${count(lines, 'line')}` : ''}, and we stop reading at ${bytes(limit)}. ` +
      (huge ? `The largest is ${longest.name} with ${bytes(longest.value.length)}. ` : '') +
      'No rule forbids that, but most clients and proxies have such a limit.',
    evidence: [
      ...(response === undefined || response.status === 0 ? [] : [statusQuote(response)]),
      ...(found === undefined ? [] : [{ text: found.sentence, source: { kind: 'response' as const } }]),
      { text: `${failure.code}: ${failure.message}`, source: { kind: 'response' } },
    ],
    likelyCauses: [
      {
        cause: 'Cookies or debugging headers pile up',
        because: huge
          ? `${longest.name} alone has ${bytes(longest.value.length)}.`
          : 'Ordinary answers have well under 4 KiB of headers.',
      },
      {
        cause: 'The server writes headers without an end by mistake',
        because: 'The end of the head did not come within the limit.',
      },
    ],
    remedies: [
      { title: 'Make the server send fewer or shorter headers' },
      { title: 'Raise the limit: start with NODE_OPTIONS=--max-http-header-size=65536' },
    ],
    section: 'RFC 9110 §5.4',
  };
};
