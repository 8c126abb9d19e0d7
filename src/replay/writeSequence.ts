import type { Condition, ExpectStep, Matcher, Payload, RecordedReply, Sequence, Step } from './sequence.ts';
import { defaultTimeout } from './stepReader.ts';

type JsonRecord = Readonly<Record<string, unknown>>;

/** The text of a sequence file, one step a line where it fits. `remarks` become comments at its head, one line each. */
export function writeSequence(sequence: Sequence, remarks: readonly string[] = []): string {
  const { steps, recorded = [], ...head } = sequence;
  const { timeout } = { timeout: defaultTimeout, ...sequence.defaults };
  const order = ['url', 'profile', 'connections', 'variables', 'defaults', 'compare'] as const;
  const members = order.flatMap((key) => {
    const value = head[key];
    return value === undefined || isEmpty(value) ? [] : [`  "${key}": ${lineOrMore(value, '  ')}`];
  });
  members.push(`  "steps": ${list(steps.map((step) => stepToJson(step, timeout)))}`);
  if (recorded.length > 0) members.push(`  "recorded": ${list(recorded.map(replyToJson))}`);
  const comments = remarks.map((remark) => `// ${remark.replace(/\s+/g, ' ')}\n`).join('');
  return `${comments}{\n${members.join(',\n')}\n}\n`;
}

/** A step as a file writes it, on one line where it fits; `indent` stands before every line but the first. */
export function writeStep(step: Step, indent: string, timeout = defaultTimeout): string {
  return lineOrMore(stepToJson(step, timeout), indent);
}

function list(entries: readonly unknown[]): string {
  if (entries.length === 0) return '[]';
  return `[\n${entries.map((entry) => `    ${lineOrMore(entry, '    ')}`).join(',\n')}\n  ]`;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** A step as the file's JSON has it; a time-out of `usual` milliseconds need not be written. */
export function stepToJson(step: Step, usual = defaultTimeout): JsonRecord {
  const { on, at } = step;
  return { ...(on === undefined ? {} : { on }), ...doingToJson(step, usual), ...(at === undefined ? {} : { at }) };
}

function doingToJson(step: Step, usual: number): JsonRecord {
  const steps = (some: readonly Step[]) => some.map((one) => stepToJson(one, usual));
  switch (step.kind) {
    case 'send':
      return { send: payloadToJson(step.payload) };
    case 'expect': {
      const capture = Object.keys(step.capture).length === 0 ? {} : { capture: step.capture };
      return { expect: expectToJson(step, usual), ...capture };
    }
    case 'wait':
      return { wait: step.ms };
    case 'ping':
      return { ping: step.payload };
    case 'expectPing':
    case 'expectPong':
      return { [step.kind]: { ...defined({ text: step.text }), ...timeoutToJson(step.timeout, usual) } };
    case 'close':
      return { close: { ...defined({ code: step.code }), ...(step.reason === '' ? {} : { reason: step.reason }) } };
    case 'expectClose': {
      const { code, reason, by } = step;
      return { expectClose: { ...defined({ code, reason, by }), ...timeoutToJson(step.timeout, usual) } };
    }
    case 'reconnect':
      return { reconnect: {} };
    case 'group':
      return { group: { name: step.name, steps: steps(step.steps) } };
    case 'repeat':
      return { repeat: { times: step.times, steps: steps(step.steps) } };
    case 'forEach': {
      const rows = 'csv' in step.rows ? { csv: step.rows.csv } : { rows: step.rows };
      return { forEach: { ...rows, steps: steps(step.steps) } };
    }
    case 'parallel':
      return { parallel: step.branches.map(steps) };
  }
}

function expectToJson(step: ExpectStep, usual: number): JsonRecord {
  const { matcher, timeout, count, within, not } = step;
  if (not === true) return { not: matcherToJson(matcher), ...defined({ within }) };
  return { ...matcherToJson(matcher), ...defined({ count, within }), ...timeoutToJson(timeout, usual) };
}

function timeoutToJson(timeout: number, usual: number): JsonRecord {
  return timeout === usual ? {} : { timeout };
}

function payloadToJson(payload: Payload): JsonRecord {
  switch (payload.as) {
    case 'file':
      return { file: payload.file, ...(payload.opcode === 'binary' ? {} : { opcode: payload.opcode }) };
    case 'fragments':
      return { fragments: payload.fragments, ...(payload.opcode === 'text' ? {} : { opcode: payload.opcode }) };
    case 'text':
    case 'json':
    case 'hex':
    case 'base64': {
      const { as, ...value } = payload;
      return { [as]: Object.values(value)[0] };
    }
  }
}

function replyToJson({ at, ...content }: RecordedReply): JsonRecord {
  return { at, ...payloadToJson(content) };
}

function matcherToJson(matcher: Matcher): JsonRecord {
  if (matcher.by === 'jsonpath' && 'conditions' in matcher) {
    const conditions = Object.entries(matcher.conditions).map(([path, one]) => [path, conditionToJson(one)] as const);
    return { jsonpath: Object.fromEntries(conditions) };
  }
  const { by, ...value } = matcher;
  return { [by]: Object.values(value)[0] };
}

function conditionToJson(condition: Condition): unknown {
  const { equals, ...others } = condition;
  const bare =
    equals !== undefined && Object.keys(others).length === 0 && (typeof equals !== 'object' || equals === null);
  return bare ? equals : condition;
}

function defined(values: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** On one line, when it is short. */
function lineOrMore(value: unknown, indent: string): string {
  // JSON.stringify writes no line break inside a string, so each one is layout.
  const line = JSON.stringify(value, null, 1).replace(/\n */g, ' ');
  return line.length <= 110 ? line : JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}
