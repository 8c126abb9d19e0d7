import { assertNever } from '../base/assertNever.ts';
import { cutText, quoteJson } from './excerpt.ts';
import type { ExpectStep, Json, Matcher, Payload, Step } from './sequence.ts';

const most = 80;

/** What the step is about, in a few words: `send {"op":"login"}`. Variables are shown by name. */
export function stepTitle(step: Step): string {
  return step.on === undefined ? bareTitle(step) : `${cutText(step.on, 30)}: ${bareTitle(step)}`;
}

function bareTitle(step: Step): string {
  switch (step.kind) {
    case 'send':
      return `send ${payloadTitle(step.payload)}`;
    case 'expect':
      return expectTitle(step);
    case 'wait':
      return `wait ${step.ms} ms`;
    case 'ping':
      return step.payload === '' ? 'ping' : `ping "${cutText(step.payload, most)}"`;
    case 'expectPing':
    case 'expectPong':
      return `expect ${step.kind === 'expectPing' ? 'ping' : 'pong'}${quoted(step.text)}`;
    case 'close':
      return `close${code(step.code)}${quoted(step.reason === '' ? undefined : step.reason)}`;
    case 'expectClose':
      return `expect close${code(step.code)}${quoted(step.reason)}${step.by === undefined ? '' : ` by the ${step.by}`}`;
    case 'reconnect':
      return 'reconnect';
    case 'group':
      return cutText(step.name, most);
    case 'repeat':
      return `repeat ${step.times} ${step.times === 1 ? 'time' : 'times'}`;
    case 'forEach':
      return 'csv' in step.rows
        ? `for each row of ${cutText(step.rows.csv, most)}`
        : `for each of ${step.rows.length} rows`;
    case 'parallel':
      return `${step.branches.length} branches at once`;
    default:
      return assertNever(step, 'kind of step');
  }
}

function payloadTitle(payload: Payload): string {
  switch (payload.as) {
    case 'text':
      return `"${cutText(payload.text, most)}"`;
    case 'json':
      return quoteJson(payload.json, most);
    case 'hex':
      return `hex ${cutText(payload.hex, most)}`;
    case 'base64':
      return `base64 ${cutText(payload.base64, most)}`;
    case 'file':
      return `the file ${cutText(payload.file, most)}`;
    case 'fragments':
      return `in ${payload.fragments.length} fragments "${cutText(payload.fragments.join('" "'), most)}"`;
  }
}

function expectTitle({ matcher, not, within, count }: ExpectStep): string {
  const what = matcherTitle(matcher);
  if (not === true) return `expect nothing like ${what} within ${within ?? 0} ms`;
  if (count === undefined) return `expect ${what}`;
  return `expect ${count} times ${what}${within === undefined ? '' : ` within ${within} ms`}`;
}

function matcherTitle(matcher: Matcher): string {
  switch (matcher.by) {
    case 'text':
      return `"${cutText(matcher.text, most)}"`;
    case 'json':
      return quoteJson(matcher.json, most);
    case 'regex':
      return `/${cutText(matcher.regex, most)}/`;
    case 'hex':
      return `hex ${cutText(matcher.hex, most)}`;
    case 'opcode':
      return `a ${matcher.opcode} message`;
    case 'schema':
      return `JSON of the schema ${quoteJson(matcher.schema, most)}`;
    case 'jsonpath':
      return 'path' in matcher
        ? `something at ${cutText(matcher.path, most)}`
        : quoteJson(matcher.conditions as Json, most);
  }
}

function code(value: number | undefined): string {
  return value === undefined ? '' : ` ${value}`;
}

function quoted(text: string | undefined): string {
  return text === undefined ? '' : ` "${cutText(text, most)}"`;
}
