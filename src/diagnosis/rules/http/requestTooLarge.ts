import type { HeaderLine } from '../../../protocol/httpHead.ts';
import type { LikelyCause } from '../../diagnosis.ts';
import { requestQuote } from '../../quotes.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { bytes } from '../../wording.ts';

/** 431 (RFC 6585 §5), 414 (RFC 9110 §15.5.15) and nginx's own 494: our request is larger than the server takes. */
export const requestTooLarge: Rule = (evidence) => {
  const { response, request } = evidence;
  if (response === undefined || ![413, 414, 431, 494].includes(response.status)) return undefined;
  const uri = response.status === 414;
  const size = request?.raw.length;
  const largest = request?.headers.toSorted((a, b) => b.value.length - a.value.length)[0];
  const target = request?.target.length ?? evidence.asked.url.length;
  const diagnosis = refusalDiagnosis(evidence, response, {
    cause: uri ? 'url-too-long' : 'request-headers-too-large',
    title: uri
      ? `Our URL is too long for the server (${bytes(target)})`
      : `Our headers are too large for the server${size === undefined ? '' : ` (${bytes(size)})`}`,
    explanation:
      `It answered ${response.status}: ${uri ? 'the path with its query' : 'the head of our request'} is longer than it is set to take.` +
      (uri || largest === undefined || largest.value.length < 1024
        ? ''
        : ` The largest header is ${largest.name} with ${bytes(largest.value.length)}.`),
    likelyCauses: [uri ? longUrl(target) : largeHead(size, largest)],
    remedies: [
      { title: uri ? 'Send the token in a header instead' : 'Send fewer cookies, or a shorter token' },
      { title: 'Raise the limit in the server or proxy (nginx: large_client_header_buffers)' },
    ],
    section: uri ? 'RFC 9110 §15.5.15' : 'RFC 6585 §5',
  });
  return size === undefined
    ? diagnosis
    : { ...diagnosis, evidence: [...diagnosis.evidence, requestQuote(`request head: ${bytes(size)}`)] };
};

function longUrl(target: number): LikelyCause {
  return { cause: 'A token or state in the query string', because: `Path and query have ${bytes(target)}.` };
}

/** No server refuses so small a head as ours by itself. */
const SMALL = 4096;

function largeHead(size: number | undefined, largest: HeaderLine | undefined): LikelyCause {
  if (size === undefined || largest === undefined) {
    return { cause: 'Cookies or tokens that pile up', because: 'They are what makes headers large.' };
  }
  if (size < SMALL) {
    return {
      cause: 'A proxy on the way adds headers, or the server is set to a very small limit',
      because: `Our own head has ${bytes(size)} only.`,
    };
  }
  return {
    cause: /cookie/i.test(largest.name) ? 'Cookies that pile up' : 'A long token in a header',
    because: `${largest.name} alone has ${bytes(largest.value.length)}.`,
  };
}
