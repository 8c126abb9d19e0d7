import { headerValue } from '../../../protocol/httpHead.ts';
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
  const cookie = request === undefined ? undefined : headerValue(request, 'Cookie');
  const target = request?.target.length ?? evidence.asked.url.length;
  const diagnosis = refusalDiagnosis(evidence, response, {
    cause: uri ? 'url-too-long' : 'request-headers-too-large',
    title: uri
      ? `Our URL is too long for the server (${bytes(target)})`
      : `Our headers are too large for the server${size === undefined ? '' : ` (${bytes(size)})`}`,
    explanation:
      `It answered ${response.status}: ${uri ? 'the path with its query' : 'the head of our request'} is longer than it is set to take.` +
      (uri || largest === undefined
        ? ''
        : ` The largest header is ${largest.name} with ${bytes(largest.value.length)}.`),
    likelyCauses: [
      uri
        ? { cause: 'A token or state in the query string', because: `Path and query have ${bytes(target)}.` }
        : {
            cause: cookie === undefined ? 'A long token in a header' : 'Cookies or tokens that pile up',
            because:
              largest === undefined
                ? 'Cookies and tokens are what makes headers large.'
                : `${largest.name} alone has ${bytes(largest.value.length)}.`,
          },
    ],
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
