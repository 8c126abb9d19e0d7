import { formatHex } from '../base/hex.ts';
import { escapeJson, escapeText } from './interpolate.ts';
import { isObject } from './json.ts';
import { parseJsonPath } from '../base/jsonPath.ts';
import { type RecordedMessage, readItem } from './recordedMessage.ts';
import type { Matcher, SendStep, Step } from './sequence.ts';
import { defaultTimeout } from './stepReader.ts';
import { stepToJson } from './writeSequence.ts';

/** Above this a step is no longer something that one reads in a file. */
const MAX_STEP_BYTES = 64 * 1024;

/**
 * The step that stands for one captured message, as the file has it: the client's is sent again exactly, the server's is
 * expected. With `path`, a JSONPath, the value there is expected and captured as a variable. Throws a sentence for what cannot be a step.
 */
export function frameStep(message: RecordedMessage, path?: string): Readonly<Record<string, unknown>> {
  if (message.bytes.length > MAX_STEP_BYTES) {
    throw new Error(`This payload is too long for a step: at most ${MAX_STEP_BYTES / 1024} KiB fit.`);
  }
  return stepToJson(message.from === 'client' ? sendStep(message) : expectStep(message, path));
}

function sendStep(message: RecordedMessage): Step {
  const { content, bytes } = readItem(message);
  const payload = ((): SendStep['payload'] => {
    switch (content.kind) {
      case 'json':
        return content.exact
          ? { as: 'json', json: escapeJson(content.json) }
          : { as: 'text', text: escapeText(content.text) };
      case 'text':
        return { as: 'text', text: escapeText(content.text) };
      case 'binary':
        return { as: 'hex', hex: formatHex(bytes) };
      case 'malformed':
        throw new Error('This text is not valid UTF-8: a sequence cannot send it.');
    }
  })();
  return { kind: 'send', payload };
}

function expectStep(message: RecordedMessage, path: string | undefined): Step {
  if (path !== undefined) {
    const parsed = parseJsonPath(path);
    if (!parsed.ok) throw new Error(`${path} is no path that a sequence can use.`);
    return {
      kind: 'expect',
      matcher: { by: 'jsonpath', path },
      timeout: defaultTimeout,
      capture: { [variableFor(path)]: path },
    };
  }
  return { kind: 'expect', matcher: matcherFor(message), timeout: defaultTimeout, capture: {} };
}

function matcherFor(message: RecordedMessage): Matcher {
  const { content, bytes, starred } = readItem(message);
  switch (content.kind) {
    case 'json':
      return isObject(content.json) || content.exact
        ? { by: 'json', json: escapeJson(content.json) }
        : { by: 'text', text: escapeText(content.text) };
    case 'text':
      return { by: 'text', text: escapeText(content.text) };
    case 'binary':
      return starred ? { by: 'opcode', opcode: 'binary' } : { by: 'hex', hex: formatHex(bytes) };
    case 'malformed':
      return { by: 'opcode', opcode: 'text' };
  }
}

/** The last name in a path: `$.user.token` gives `token`. */
function variableFor(path: string): string {
  return /([A-Za-z_][\w-]*)[^A-Za-z_]*$/.exec(path)?.[1] ?? 'value';
}
