import { assertNever } from '../../base/assertNever.ts';
import type { SecretParameters } from '../redact.ts';
import { count, duration } from '../wording.ts';
import { code, fenced, prose } from './markdownText.ts';
import { phaseReport } from './phaseReport.ts';
import type { BrokenRule, ReportedBody, ReportedHandshake, ReportedHead } from './reportedHandshake.ts';
import { safeBody } from './safeBody.ts';
import { safeHead } from './safeHead.ts';
import { tlsReport } from './tlsReport.ts';

/** A report has to fit where it is pasted: GitHub takes 65,536 characters. */
const BODY_CHARACTERS = 16_384;

/** One attempt as a section of Markdown: everything that is known of its opening handshake. */
export function attemptReport(view: ReportedHandshake): string {
  const { request, response, body, phases, secretParameters } = view;
  const parts = [
    `## Attempt ${view.attempt}${reason(view)}`,
    code(view.url),
    `**${verdict(view)}**`,
    rules(view.violations),
    phases.length > 0 && `### Phases\n\n${phaseReport(phases)}`,
    ...phases.map((phase) => phase.name === 'proxy' && proxyReport(phase.request, phase.response)),
    request && head('Request', request, secretParameters),
    response && head('Response', response, secretParameters),
    body && bodyReport(body, secretParameters),
    ...phases.map((phase) => phase.name === 'tls' && tlsReport(phase)),
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n\n');
}

function reason({ reason: why }: ReportedHandshake): string {
  switch (why.kind) {
    case 'first':
      return '';
    case 'redirect': {
      const dropped = why.dropped.length === 0 ? '' : `; left behind: ${why.dropped.map(code).join(', ')}`;
      return `: followed a ${why.status} from ${code(why.from)}${dropped}`;
    }
    case 'reconnect':
      return `: tried again after ${duration(why.waitedMs)}: ${prose(why.after.replace(/\.$/, ''))}`;
    default:
      return assertNever(why);
  }
}

function verdict({ accepted, response }: ReportedHandshake): string {
  if (accepted) return 'Accepted: the connection was upgraded.';
  if (response === undefined) return 'There was no response.';
  return `Not accepted: the response was ${code(`${response.status} ${response.reason}`.trim())}.`;
}

const rules = (broken: readonly BrokenRule[]): string =>
  broken.map(({ sentence, section }) => `- Broken rule: ${prose(sentence)} (${prose(section)})`).join('\n');

function head(title: string, { raw, violations }: ReportedHead, secretParameters?: SecretParameters): string {
  return [
    `### ${title}`,
    fenced(safeHead(raw, secretParameters), 'http'),
    ...(violations.length === 0 ? [] : [rules(violations)]),
  ].join('\n\n');
}

function proxyReport(request: string | undefined, response: string | undefined): string {
  const exchange = [request, response].filter((text) => text !== undefined && text !== '');
  return exchange.length === 0
    ? ''
    : ['### Said to the proxy, and its answer', ...exchange.map((text) => fenced(safeHead(text ?? ''), 'http'))].join(
        '\n\n',
      );
}

function bodyReport(body: ReportedBody, secretParameters?: SecretParameters): string {
  const facts = [
    body.contentType === undefined ? 'no Content-Type' : code(body.contentType),
    `${count(body.wireLength, 'byte')} on the wire`,
    ...(body.truncated ? ['the rest was not kept'] : []),
    ...(body.text === undefined ? ['not text: its first bytes in hexadecimal'] : []),
  ];
  // What is cut off is looked at for secrets, too: one may stand across the cut.
  const whole = safeBody((body.text ?? body.hex ?? '').slice(0, 2 * BODY_CHARACTERS), secretParameters);
  const shown = whole.slice(0, BODY_CHARACTERS);
  const cut = shown.length < whole.length ? [`Cut: the first ${shown.length} characters.`] : [];
  return ['### Response body', facts.join(', '), ...(shown === '' ? [] : [fenced(shown)]), ...cut].join('\n\n');
}
