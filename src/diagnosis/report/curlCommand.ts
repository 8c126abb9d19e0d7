import { type SecretParameters, maskUrl } from '../redact.ts';
import { curlRoute } from './curlRoute.ts';
import type { ReportedHandshake, ReportedHead } from './reportedHandshake.ts';
import { safeValue } from './safeHead.ts';
import { shellQuote } from './shellQuote.ts';
import { utf8AsLatin1 } from './wireText.ts';

/** Headers that curl adds by itself: taken away where the request had none. */
const CURLS_OWN = ['Host', 'User-Agent', 'Accept'];

/** RFC 9110 §5.6.2. Other names cannot be told to curl: one that begins with an at sign would make it read a file. */
const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;

/**
 * A bash command by which curl makes the same upgrade request: same way, same headers in the same order and letter case (Host
 * comes first, as curl has it). Secrets are masked. Undefined when no request was sent.
 */
export function curlCommand(view: ReportedHandshake): string | undefined {
  const { request, secretParameters } = view;
  const route = curlRoute(view);
  if (request === undefined || route === undefined) return undefined;
  const [method = 'GET', target = '/'] = maskUrl(request.startLine, secretParameters).split(' ');
  const url = /^[a-z]+:\/\//i.test(target) ? target : `${route.origin}${target}`;
  const sent = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const words = [
    'curl --http1.1 -i -N',
    ...(method === 'GET' ? [] : [`-X ${shellQuote(method)}`]),
    ...route.options.map((option) =>
      option.map((word) => (typeof word === 'string' ? shellQuote(word) : word.bash)).join(' '),
    ),
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.{1,2}(?:[/?]|$)/.test(target) ? ['--path-as-is'] : []),
    ...request.headers
      .filter(([name]) => TOKEN.test(name))
      .map((pair) => `-H ${header(pair, request, secretParameters)}`),
    ...CURLS_OWN.filter((name) => !sent.has(name.toLowerCase())).map((name) => `-H ${shellQuote(`${name}:`)}`),
    shellQuote(url),
  ];
  return words.join(' \\\n  ');
}

function header(
  [name, value]: readonly [string, string],
  { raw }: ReportedHead,
  secretParameters: SecretParameters = [],
): string {
  // So curl is told of a header that has no value.
  if (value.trim() === '') return shellQuote(`${name};`);
  // A value that is not in the request as UTF-8 was read as Latin-1.
  const latin1 = /[^\0-\x7f]/.test(value) && !raw.includes(utf8AsLatin1(value));
  return shellQuote(`${name}: ${safeValue(name, value, secretParameters)}`, latin1);
}
