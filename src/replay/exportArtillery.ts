// A sequence as a scenario of Artillery's WebSocket engine, which sends load from many machines. That engine looks at the one message
// that comes after a step: what it cannot express is told in a comment, never left out silently.
import { formatJsonPath, type JsonPath } from '../base/jsonPath.ts';
import { isArray, isObject } from './json.ts';
import type { ExportedConnection } from './exportedConnection.ts';
import type { ExpectStep, Json, Payload, Sequence, Step } from './sequence.ts';
import { stepTitle } from './stepTitle.ts';

type Flow = Record<string, unknown>;

export interface Exported {
  readonly text: string;
  /** What the other tool cannot do, in sentences. */
  readonly left: readonly string[];
}

/** The text of an Artillery script: YAML whose values are written as JSON. */
export function exportArtillery(sequence: Sequence, connection: ExportedConnection): Exported {
  const left: string[] = [...connection.left];
  const { url, subprotocols, headers } = connection;
  const flow = flowOf(sequence.steps, left);
  const script = {
    config: {
      target: url,
      phases: [{ duration: 10, arrivalRate: 1 }],
      variables: Object.fromEntries(Object.entries(sequence.variables).map(([name, value]) => [name, [value]])),
      ws: {
        ...(subprotocols.length === 0 ? {} : { subprotocols }),
        ...(Object.keys(headers).length === 0 ? {} : { headers }),
      },
    },
    scenarios: [{ engine: 'ws', flow }],
  };
  const comments = [
    'Written from a WebSocket sequence. The message after each step is taken for its answer.',
    ...left,
  ].map((line) => `# ${line.replace(/\s+/g, ' ')}\n`);
  const { config, scenarios } = script;
  const text = `${comments.join('')}config: ${JSON.stringify(config, null, 2)}\nscenarios: ${JSON.stringify(scenarios, null, 2)}\n`;
  return { text, left };
}

function flowOf(steps: readonly Step[], left: string[]): readonly Flow[] {
  const flow: Flow[] = [];
  const cannot = (step: Step, why: string): void => void left.push(`Left out: ${stepTitle(step)} (${why}).`);
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) continue;
    if (step.on !== undefined) cannot(step, 'a scenario has one connection');
    else {
      switch (step.kind) {
        case 'send': {
          const sent = payloadOf(step.payload);
          if (sent === undefined) {
            cannot(step, 'this form of payload is not known there');
            break;
          }
          // An answer is looked for from before the message is sent on, so that it cannot be missed.
          const next = steps[index + 1];
          const answer = next?.kind === 'expect' ? answerOf(next) : undefined;
          if (answer === undefined) flow.push({ send: sent });
          else {
            flow.push({ send: { payload: sent, ...answer } });
            index += 1;
          }
          break;
        }
        case 'expect': {
          const answer = answerOf(step);
          if (answer === undefined) cannot(step, 'this form of expectation is not known there');
          else flow.push({ wait: answer });
          break;
        }
        case 'wait':
          // A number would be whole seconds.
          flow.push({ think: `${step.ms}ms` });
          break;
        case 'group':
          flow.push(...flowOf(step.steps, left));
          break;
        case 'repeat':
          flow.push({ loop: flowOf(step.steps, left), count: step.times });
          break;
        case 'close':
        case 'expectClose':
          // A scenario ends with the connection.
          break;
        case 'forEach':
        case 'parallel':
        case 'ping':
        case 'expectPing':
        case 'expectPong':
        case 'reconnect':
          cannot(step, 'there is nothing like it there');
      }
    }
  }
  return flow;
}

/** That engine sends text messages only. */
function payloadOf(payload: Payload): Json | undefined {
  switch (payload.as) {
    case 'text':
      return templated(payload.text);
    case 'json':
      return templatedJson(payload.json);
    case 'fragments':
      return payload.opcode === 'text' ? templated(payload.fragments.join('')) : undefined;
    case 'base64':
    case 'hex':
    case 'file':
      return undefined;
  }
}

/** `match` and `capture` of the one message that follows. */
function answerOf({ matcher, capture, not, count }: ExpectStep): Flow | undefined {
  if (not === true || (count ?? 1) > 1) return undefined;
  const captures = Object.entries(capture).map(([name, from]) =>
    from.startsWith('$') ? { json: from, as: name } : undefined,
  );
  if (captures.includes(undefined)) return undefined;
  const match = matchOf(matcher);
  if (match === undefined) return undefined;
  // Without anything to look for, the engine would not wait at all.
  if (match.length === 0 && captures.length === 0) return { capture: [{ json: '$', as: 'message' }] };
  return { ...(match.length === 0 ? {} : { match }), ...(captures.length === 0 ? {} : { capture: captures }) };
}

function matchOf(matcher: ExpectStep['matcher']): readonly Flow[] | undefined {
  switch (matcher.by) {
    case 'json':
      return isArray(matcher.json) || isObject(matcher.json)
        ? leaves(matcher.json, [])
        : whole(JSON.stringify(matcher.json));
    case 'text':
      return whole(matcher.text);
    case 'opcode':
      return [];
    case 'jsonpath': {
      if ('path' in matcher) return undefined;
      const conditions = Object.entries(matcher.conditions);
      const equal = conditions.flatMap(([path, { equals, ...others }]) =>
        equals === undefined || isArray(equals) || isObject(equals) || Object.keys(others).length > 0
          ? []
          : [{ json: path, value: templatedJson(equals) }],
      );
      return equal.length === conditions.length ? equal : undefined;
    }
    case 'regex':
    case 'hex':
    case 'schema':
      return undefined;
  }
}

/** The message from its first letter to its last; there is no variable in a regular expression there, but one in what it gives. */
const whole = (text: string): readonly Flow[] => [{ regexp: '^[\\s\\S]*$', value: templated(text) }];

function leaves(json: Json, path: JsonPath): readonly Flow[] {
  if (isArray(json)) return json.flatMap((one, index) => leaves(one, [...path, index]));
  if (isObject(json)) return Object.entries(json).flatMap(([key, one]) => leaves(one, [...path, key]));
  return [{ json: formatJsonPath(path), value: templatedJson(json) }];
}

function templatedJson(json: Json): Json {
  if (typeof json === 'string') return templated(json);
  if (isArray(json)) return json.map(templatedJson);
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [templated(key), templatedJson(value)]));
}

/** `${name}` there is `{{ name }}`, and of the environment `{{ $env.NAME }}`. */
function templated(text: string): string {
  return text.replace(/\$\$\{|\$\{(?:env:)?([^{}]*)\}/g, (whole: string, name: string | undefined) => {
    if (name === undefined) return '${';
    return whole.startsWith('${env:') ? `{{ $env.${name} }}` : `{{ ${name} }}`;
  });
}
