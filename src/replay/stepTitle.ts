import { cutText, quoteJson } from './excerpt.ts';
import type { Matcher, SendStep, Step } from './sequence.ts';

const most = 80;

/** What the step is about, in a few words: `send {"op":"login"}`. Variables are shown by name. */
export function stepTitle(step: Step): string {
  switch (step.kind) {
    case 'send':
      return `send ${payloadTitle(step.payload)}`;
    case 'expect':
      return `expect ${matcherTitle(step.matcher)}`;
    case 'wait':
      return `wait ${step.ms} ms`;
    case 'ping':
      return step.payload === '' ? 'ping' : `ping "${cutText(step.payload, most)}"`;
    case 'close':
      return `close${code(step.code)}${step.reason === '' ? '' : ` "${cutText(step.reason, most)}"`}`;
    case 'expectClose':
      return `expect close${code(step.code)}`;
  }
}

function payloadTitle(payload: SendStep['payload']): string {
  switch (payload.as) {
    case 'text':
      return `"${cutText(payload.text, most)}"`;
    case 'json':
      return quoteJson(payload.json, most);
    case 'hex':
      return `hex ${cutText(payload.hex, most)}`;
  }
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
    case 'jsonpath':
      return `something at ${cutText(matcher.path, most)}`;
  }
}

function code(value: number | undefined): string {
  return value === undefined ? '' : ` ${value}`;
}
