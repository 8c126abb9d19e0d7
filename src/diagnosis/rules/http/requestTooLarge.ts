import type { HeaderLine } from '../../../protocol/httpHead.ts';
import { bodyStart } from '../../bodyHints.ts';
import type { LikelyCause } from '../../diagnosis.ts';
import { requestQuote } from '../../quotes.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { bytes, quoted, size } from '../../wording.ts';

/** How servers say it that answer 400, or a status of their own: nginx, Apache, Tomcat, IIS, Gunicorn, Node and others. */
const headWords =
  /request header or cookie too large|(request )?header(s|( fields?)?( size)?)? (is |are |was |were )?too (large|long|big)|size of a request header field exceeds|limit request headers? fields|header (fields? )?(size |section )?(exceeds|exceeded|limit)|size of the request headers is too long|too many (request )?headers|cookies? (is |are )?too (large|long|big)/i;
const urlWords =
  /(request )?(uri|url|line) (is )?too (large|long|big)|request[ -]?line exceeds|query ?string is too long|(url|uri) (length )?exceeds/i;

/** Statuses that say it by themselves: 431 (RFC 6585 §5), 414 (RFC 9110 §15.5.15), 413, and 494 which is nginx's own. */
const telling: ReadonlySet<number> = new Set([413, 414, 431, 494]);
/** Statuses whose body has to say so. */
const mute: ReadonlySet<number> = new Set([400, 404]);

/** No server refuses so small a head as ours by itself. */
const SMALL = 4096;

/** Our request is larger than the server takes. */
export const requestTooLarge: Rule = (evidence) => {
  const { response, request, body } = evidence;
  if (response === undefined || !(telling.has(response.status) || mute.has(response.status))) return undefined;
  const said = `${response.reason}\n${bodyStart(body) ?? ''}`;
  const words = mute.has(response.status) ? (headWords.exec(said) ?? urlWords.exec(said))?.[0] : '';
  if (words === undefined) return undefined;
  const uri = response.status === 414 || (words !== '' && !headWords.test(words));
  const length = request?.raw.length;
  const largest = request?.headers.toSorted((a, b) => b.value.length - a.value.length)[0];
  const target = request?.target.length ?? evidence.asked.url.length;
  const small = (length ?? target) < SMALL;
  const diagnosis = refusalDiagnosis(evidence, response, {
    cause: uri ? 'url-too-long' : 'request-headers-too-large',
    title: small
      ? `The server says that the request is too large (${response.status}), though it has only ${bytes(length ?? target)}`
      : uri
        ? `Our URL is too long for the server (${bytes(target)})`
        : `Our headers are too large for the server${length === undefined ? '' : ` (${bytes(length)})`}`,
    explanation:
      `It answered ${response.status}${words === '' ? '' : ` and says ${quoted(words)}`}: ${uri ? 'the path with its query' : 'the head of our request'} is longer than it is set to take.` +
      (uri || largest === undefined || largest.value.length < 1024
        ? ''
        : ` The largest header is ${largest.name} with ${bytes(largest.value.length)}.${largestCookie(largest)}`),
    likelyCauses: [uri && !small ? longUrl(target) : largeHead(length, largest)],
    remedies: [
      { title: uri ? 'Send the token in a header instead' : 'Send fewer cookies, or a shorter token' },
      {
        title: `Raise the limit in the server or proxy (nginx: large_client_header_buffers; Apache: ${uri ? 'LimitRequestLine' : 'LimitRequestFieldSize'}; Node: --max-http-header-size)`,
      },
    ],
    section: uri ? 'RFC 9110 §15.5.15' : 'RFC 6585 §5',
  });
  return length === undefined
    ? diagnosis
    : { ...diagnosis, evidence: [...diagnosis.evidence, requestQuote(`request head: ${size(length)}`)] };
};

/** Which of several cookies is to blame; names are no secrets. */
function largestCookie({ name, value }: HeaderLine): string {
  if (name.toLowerCase() !== 'cookie') return '';
  const cookies = value.split(/;\s*/);
  const [longest = ''] = cookies.toSorted((a, b) => b.length - a.length);
  const equals = longest.indexOf('=');
  if (equals < 1) return '';
  return ` ${cookies.length === 1 ? 'It is one cookie' : `Of its ${cookies.length} cookies the largest is`} ${quoted(longest.slice(0, equals))}, with ${size(longest.length)}.`;
}

function longUrl(target: number): LikelyCause {
  return { cause: 'A token or state in the query string', because: `Path and query have ${size(target)}.` };
}

function largeHead(length: number | undefined, largest: HeaderLine | undefined): LikelyCause {
  if (length === undefined || largest === undefined) {
    return { cause: 'Cookies or tokens that pile up', because: 'They are what makes headers large.' };
  }
  if (length < SMALL) {
    return {
      cause: 'A proxy on the way adds headers, or the server is set to a very small limit',
      because: `Our own head has ${bytes(length)} only.`,
    };
  }
  return {
    cause: /cookie/i.test(largest.name) ? 'Cookies that pile up' : 'A long token in a header',
    because: `${largest.name} alone has ${size(largest.value.length)}.`,
  };
}
