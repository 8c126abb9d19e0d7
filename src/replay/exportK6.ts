// A sequence as a script for k6, which sends load from many machines. The script carries the steps as JSON and a small runner of its
// own, which keeps messages in order until a step takes one, as ours does.
import type { ExportedConnection } from './exportedConnection.ts';
import { outsideNames } from './interpolate.ts';
import type { Sequence, Step } from './sequence.ts';
import { listSteps } from './stepList.ts';
import { stepTitle } from './stepTitle.ts';
import type { Exported } from './exportArtillery.ts';
import { stepToJson } from './writeSequence.ts';

export function exportK6(sequence: Sequence, connection: ExportedConnection): Exported {
  const { url, subprotocols, headers } = connection;
  const unknown = listSteps(sequence.steps).flatMap(({ step }) => {
    const why = unknownThere(step);
    return why === undefined ? [] : [`Left out: ${stepTitle(step)} (${why}).`];
  });
  const left = [...connection.left, ...unknown];
  const steps = flat(sequence.steps).map((step) => stepToJson(step, 0));
  const outside = outsideNames(JSON.stringify(steps)).filter((name) => name.startsWith('env:'));
  const env = outside.map((name) => `  ${JSON.stringify(name)}: __ENV[${JSON.stringify(name.slice(4))}],\n`);
  const comments = [
    'Written from a WebSocket sequence. Run it with k6 run, and set vus and duration as you need.',
    ...left,
  ];
  return {
    left,
    text: `${comments.map((line) => `// ${line.replace(/\s+/g, ' ')}\n`).join('')}import { WebSocket } from 'k6/websockets';
import { check } from 'k6';

export const options = { vus: 1, iterations: 1 };

const url = ${JSON.stringify(url)};
const subprotocols = ${JSON.stringify(subprotocols)};
const headers = ${JSON.stringify(headers)};
const variables = {
${env.join('')}  ...${JSON.stringify(sequence.variables)},
};
const steps = ${JSON.stringify(steps, null, 2)};
${runner}`,
  };
}

/** Groups and repetitions are written out, as far as that stays readable. */
function flat(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step): readonly Step[] => {
    if (unknownThere(step) !== undefined) return [];
    if (step.kind === 'group') return flat(step.steps);
    if (step.kind === 'repeat') return Array.from({ length: step.times }, () => flat(step.steps)).flat();
    return [step];
  });
}

const mostRepeated = 1_000;

function unknownThere(step: Step): string | undefined {
  if (step.on !== undefined) return 'a script has one connection';
  switch (step.kind) {
    case 'send':
      return ['text', 'json', 'fragments'].includes(step.payload.as) ? undefined : 'only texts are sent there';
    case 'expect':
      return ['text', 'json', 'regex', 'opcode'].includes(step.matcher.by) &&
        step.not !== true &&
        (step.count ?? 1) === 1
        ? undefined
        : 'this form of expectation is not known there';
    case 'repeat':
      return step.times > mostRepeated ? `more than ${mostRepeated} rounds` : undefined;
    case 'wait':
    case 'ping':
    case 'close':
    case 'group':
      return undefined;
    case 'expectClose':
    case 'expectPing':
    case 'expectPong':
    case 'reconnect':
    case 'forEach':
    case 'parallel':
      return 'there is nothing like it there';
  }
}

const runner = `
const fillText = (text, values) =>
  text.replace(/\\$\\$\\{|\\$\\{([^{}]*)\\}/g, (whole, name) => (name === undefined ? '\${' : name in values ? String(values[name]) : whole));

const fill = (json, values) => {
  if (typeof json === 'string') {
    const name = /^\\$\\{([^{}]*)\\}$/.exec(json)?.[1];
    return name !== undefined && name in values ? values[name] : fillText(json, values);
  }
  if (Array.isArray(json)) return json.map((one) => fill(one, values));
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(Object.entries(json).map(([key, one]) => [fillText(key, values), fill(one, values)]));
};

const parse = (text) => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

const holds = (wanted, json) => {
  if (Array.isArray(wanted)) {
    return Array.isArray(json) && json.length === wanted.length && wanted.every((one, i) => holds(one, json[i]));
  }
  if (wanted === null || typeof wanted !== 'object') return wanted === json;
  return json !== null && typeof json === 'object' && Object.keys(wanted).every((key) => key in json && holds(wanted[key], json[key]));
};

const valueAt = (json, path) =>
  [...path.matchAll(/\\.([\\p{L}_][\\p{L}\\p{N}_-]*)|\\[(?:(\\d+)|'((?:[^'\\\\]|\\\\.)*)')\\]/gu)].reduce(
    (value, [, name, index, quoted]) => (value === null || value === undefined ? undefined : value[name ?? index ?? quoted]),
    json,
  );

/** Undefined when it does not match, otherwise the groups of a regex, if any. */
const match = (expect, message, values) => {
  if (expect.opcode !== undefined) return (typeof message === 'string') === (expect.opcode === 'text') ? [] : undefined;
  if (typeof message !== 'string') return undefined;
  if (expect.text !== undefined) return message === fillText(expect.text, values) ? [] : undefined;
  if (expect.regex !== undefined) return new RegExp(fillText(expect.regex, values)).exec(message) ?? undefined;
  const parsed = parse(message);
  return parsed !== undefined && holds(fill(expect.json, values), parsed.json) ? [] : undefined;
};

const take = (capture, message, groups, values) => {
  for (const [name, from] of Object.entries(capture ?? {})) {
    const value = from.startsWith('$') ? valueAt(parse(message)?.json, from) : (groups[from] ?? groups.groups?.[from]);
    if (value === undefined) return false;
    values[name] = value;
  }
  return true;
};

export default function () {
  const values = { ...variables };
  const waiting = [];
  const socket = new WebSocket(url, subprotocols, { headers });
  let at = 0;
  let timer;
  const end = () => {
    clearTimeout(timer);
    socket.close();
  };
  const next = () => {
    clearTimeout(timer);
    timer = undefined;
    const step = steps[at];
    if (step === undefined) return end();
    if (step.expect !== undefined) return look();
    at += 1;
    if (step.wait !== undefined) {
      timer = setTimeout(next, step.wait);
      return undefined;
    }
    if (step.ping !== undefined) socket.ping();
    if (step.close !== undefined) socket.close(step.close.code, step.close.reason);
    if (step.send !== undefined) {
      const { text, json, fragments } = step.send;
      socket.send(json !== undefined ? JSON.stringify(fill(json, values)) : fillText(text ?? fragments.join(''), values));
    }
    return next();
  };
  const look = () => {
    const { expect, capture } = steps[at];
    while (waiting.length > 0) {
      const message = waiting.shift();
      const groups = match(expect, message, values);
      if (groups === undefined || !take(capture, message, groups, values)) continue;
      check(null, { [\`step \${at}\`]: () => true });
      at += 1;
      return next();
    }
    timer ??= setTimeout(() => {
      check(null, { [\`step \${at}\`]: () => false });
      end();
    }, expect.timeout ?? 5000);
    return undefined;
  };
  socket.onopen = next;
  socket.onmessage = ({ data }) => {
    waiting.push(data);
    if (timer !== undefined && steps[at]?.expect !== undefined) look();
  };
}
`;
