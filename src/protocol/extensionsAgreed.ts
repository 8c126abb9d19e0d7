/** The extensions that a 101 puts in use, judged against what was offered (RFC 6455 §9.1, RFC 7692 §7.1). */
import { DEFLATE, judgeDeflateAnswer, type DeflateParameters } from './deflateNegotiation.ts';
import { parseExtensions, type Extension } from './extensionsHeader.ts';
import { headerViolation } from './headViolation.ts';
import { headerValue, type RequestHead, type ResponseHead } from './httpHead.ts';
import type { Violation } from './violation.ts';

const NAME = 'Sec-WebSocket-Extensions';

function offersOf(request: RequestHead | undefined): readonly Extension[] {
  const value = request === undefined ? undefined : headerValue(request, NAME);
  return value === undefined ? [] : parseExtensions(value).extensions;
}

/**
 * What is in use and what is wrong with it. An extension that was not asked for counts as in use: the server will use it. So it
 * does when the request was never seen.
 */
export function judgeExtensions(
  request: RequestHead | undefined,
  response: ResponseHead,
): { readonly deflate: DeflateParameters | undefined; readonly violations: readonly Violation[] } {
  const value = headerValue(response, NAME);
  if (value === undefined) return { deflate: undefined, violations: [] };
  const violations: Violation[] = [];
  const parsed = parseExtensions(value);
  if (!parsed.ok) {
    const sentence = `${NAME} is malformed at character ${parsed.at + 1} of "${value}": ${parsed.message}.`;
    violations.push(headerViolation(response, NAME, 'extensions-malformed', sentence));
  }
  const offers = offersOf(request);
  const offeredNames = offers.length === 0 ? 'none' : [...new Set(offers.map(({ name }) => name))].join(', ');
  for (const { name } of parsed.extensions) {
    if (offers.some((offer) => offer.name === name)) continue;
    const sentence = `The server enabled the extension "${name}", which was not offered (offered: ${offeredNames}).`;
    violations.push(headerViolation(response, NAME, 'extension-not-offered', sentence));
  }
  const answers = parsed.extensions.filter(({ name }) => name === DEFLATE);
  const [answer] = answers;
  if (answer === undefined) return { deflate: undefined, violations };
  if (answers.length > 1) {
    const sentence = `The server enabled permessage-deflate ${answers.length} times; only one can own RSV1.`;
    violations.push(headerViolation(response, NAME, 'deflate-twice', sentence));
  }
  const judged = judgeDeflateAnswer(
    answer,
    offers.filter(({ name }) => name === DEFLATE),
  );
  for (const { rule, sentence } of judged.faults) violations.push(headerViolation(response, NAME, rule, sentence));
  return { deflate: judged.parameters, violations };
}
