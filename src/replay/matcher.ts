// What an `expect` takes for its message, one kind of matcher at a time; `${name}` is filled in beforehand.
//   text      a text message that is exactly this
//   json      a text message whose JSON holds all that is named here (compareJson.ts); other keys may be there
//   jsonpath  a text message whose JSON has something at this path, or meets every condition (conditions.ts)
//   schema    a text message whose JSON is valid against this JSON Schema
//   regex     a text message in which the pattern is found; it is no whole match unless anchored by ^ and $
//   hex       a message of either type whose bytes are exactly these
//   opcode    any message of this type
// Which of the server's messages are tried, and in what order, is the runner's matter.
import { formatHex, parseHex } from '../base/hex.ts';
import { compareJson } from './compareJson.ts';
import { prepareConditions, tooSlow } from './conditions.ts';
import { cutText } from './excerpt.ts';
import { fillMatcher } from './fillMatcher.ts';
import type { Variables } from './interpolate.ts';
import { parseJson } from './json.ts';
import type { MatchResult } from './matchResult.ts';
import { type JsonQuery, SlowFilter, compileQuery } from './jsonQuery.ts';
import { compileRegex, longestSearched, search } from './regex.ts';
import type { ServerMessage } from './replayConnection.ts';
import { prepareSchema } from './schemaTest.ts';
import type { Json, Matcher } from './sequence.ts';

export type MessageTest = (message: ServerMessage) => MatchResult;

export type PreparedMatcher =
  | {
      readonly ok: true;
      readonly test: MessageTest;
      /** The matcher with its variables filled in. */
      readonly filled: Matcher;
    }
  | { readonly ok: false; readonly problem: string };

/** Fills the variables in and makes the matcher ready for many messages. */
export function prepareMatcher(matcher: Matcher, variables: Variables): PreparedMatcher {
  const filled = fillMatcher(matcher, variables);
  return 'problem' in filled ? failed(filled.problem) : prepare(filled.matcher);
}

function prepare(matcher: Matcher): PreparedMatcher {
  switch (matcher.by) {
    case 'text':
      return ready(
        matcher,
        textTest((text) => matchText(matcher.text, text)),
      );
    case 'json':
      return ready(
        matcher,
        jsonTest((json) => {
          const { likeness, differences } = compareJson(matcher.json, json);
          return differences.length === 0 ? { kind: 'match' } : miss(likeness, differences.join('; '));
        }),
      );
    case 'jsonpath': {
      if ('conditions' in matcher) {
        const prepared = prepareConditions(matcher.conditions);
        return prepared.ok ? ready(matcher, jsonTest(prepared.test)) : failed(prepared.problem);
      }
      const compiled = compileQuery(matcher.path);
      return compiled.ok ? ready(matcher, jsonTest(pathTest(matcher.path, compiled.query))) : failed(compiled.message);
    }
    case 'schema': {
      const prepared = prepareSchema(matcher.schema);
      return prepared.ok ? ready(matcher, jsonTest(prepared.test)) : failed(prepared.problem);
    }
    case 'regex': {
      const compiled = compileRegex(matcher.regex);
      return 'problem' in compiled ? failed(compiled.problem) : ready(matcher, regexTest(compiled.regex));
    }
    case 'hex': {
      const parsed = parseHex(matcher.hex);
      if (!parsed.ok) return failed(parsed.message);
      return ready(matcher, (message) => matchBytes(parsed.bytes, message.bytes));
    }
    case 'opcode': {
      const opcode = matcher.opcode === 'text' ? 1 : 2;
      return ready(matcher, (message) =>
        message.opcode === opcode ? { kind: 'match' } : miss(0, `it is a ${nameOf(message)} message`),
      );
    }
  }
}

function pathTest(path: string, query: JsonQuery): (json: Json) => MatchResult {
  return (json) => {
    try {
      return query(json).length > 0 ? { kind: 'match' } : miss(0.5, `nothing is at ${cutText(path, 80)}`);
    } catch (error) {
      if (error instanceof SlowFilter) return { kind: 'error', problem: tooSlow(error.message) };
      throw error;
    }
  };
}

function ready(filled: Matcher, test: MessageTest): PreparedMatcher {
  return { ok: true, test, filled };
}

function failed(problem: string): PreparedMatcher {
  return { ok: false, problem };
}

function miss(likeness: number, difference: string): MatchResult {
  return { kind: 'miss', likeness, difference };
}

function nameOf(message: ServerMessage): string {
  return message.opcode === 1 ? 'text' : 'binary';
}

function textTest(test: (text: string) => MatchResult): MessageTest {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (message) => {
    if (message.opcode !== 1) return miss(0, `it is a ${nameOf(message)} message`);
    let text;
    try {
      text = decoder.decode(message.bytes);
    } catch {
      // The peer's breach of RFC 6455 §8.1 is reported with the frame; here it only keeps the message from matching.
      return miss(0, 'it is not valid UTF-8');
    }
    return test(text);
  };
}

function jsonTest(test: (json: Json) => MatchResult): MessageTest {
  return textTest((text) => {
    const parsed = parseJson(text);
    return parsed === undefined ? miss(0, 'it is no JSON') : test(parsed.json);
  });
}

function matchText(expected: string, actual: string): MatchResult {
  if (expected === actual) return { kind: 'match' };
  let same = 0;
  while (same < expected.length && expected.charCodeAt(same) === actual.charCodeAt(same)) same += 1;
  const from = Math.max(0, same - 10);
  const show = (text: string) => `"${from > 0 ? '…' : ''}${cutText(text.slice(from), 40)}"`;
  return miss(
    (0.9 * same) / Math.max(expected.length, actual.length),
    `from character ${same + 1} on, expected ${show(expected)}, got ${show(actual)}`,
  );
}

function matchBytes(expected: Uint8Array, actual: Uint8Array): MatchResult {
  let same = 0;
  while (same < expected.length && expected[same] === actual[same]) same += 1;
  if (same === expected.length && same === actual.length) return { kind: 'match' };
  const show = (bytes: Uint8Array) => {
    const rest = formatHex(bytes.subarray(same, same + 8));
    return rest === '' ? 'the end' : `${same > 0 ? '… ' : ''}${rest}${bytes.length > same + 8 ? ' …' : ''}`;
  };
  return miss(
    (0.9 * same) / Math.max(expected.length, actual.length),
    `from byte ${same + 1} on, expected ${show(expected)}, got ${show(actual)}`,
  );
}

function regexTest(regex: RegExp): MessageTest {
  return textTest((text) => {
    const outcome = search(regex, text);
    switch (outcome.kind) {
      case 'match':
        return outcome;
      case 'miss':
        return miss(0, `nothing in it matches ${cutText(regex.source, 60)}`);
      case 'tooLong':
        return miss(
          0,
          `it is longer than ${longestSearched.toLocaleString('en')} characters, so no regex is run on it`,
        );
      case 'tooSlow':
        return {
          kind: 'error',
          problem: tooSlow(regex.source),
        };
    }
  });
}
