// The steps of a sequence file: which keys they may have, and how each is read from the file's tree.
import type { Node } from '../profiles/jsonText.ts';
import { blockKinds, readBlock } from './readBlock.ts';
import { readExpect } from './readExpect.ts';
import { readSend } from './readSend.ts';
import type { LeafStep, Step, StepKind, StepMarks } from './sequence.ts';
import {
  type StepReader,
  fits,
  optional,
  readCode,
  readMs,
  readObject,
  readText,
  readTimeout,
  readWord,
} from './stepReader.ts';

export const stepKinds = [
  ...(['send', 'expect', 'wait', 'ping', 'expectPing', 'expectPong', 'close', 'expectClose', 'reconnect'] as const),
  ...blockKinds,
] satisfies StepKind[];
const markKeys = ['on', 'at'] as const satisfies (keyof StepMarks)[];
export const stepKeys = [...stepKinds, 'capture', ...markKeys] as const;
export const closeKeys = ['code', 'reason'] as const;
export const controlKeys = ['text', 'timeout'] as const;
export const expectCloseKeys = ['code', 'reason', 'by', 'timeout'] as const;
const enders = ['client', 'server', 'network'] as const;

/** Told where each step stands. */
export type Placed = (step: Step, node: Node) => void;

/** Reads one step and those in it; undefined when it cannot be run, which was reported then. */
export function readStep(node: Node, reader: StepReader, placed: Placed = () => undefined): Step | undefined {
  const members = readObject(node, 'A step', stepKeys, reader);
  if (members === undefined) return undefined;
  const kinds = stepKinds.filter((kind) => members.has(kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const which =
      kind === undefined ? 'This step says not what to do' : `This step is several at once: ${kinds.join(', ')}`;
    reader.report(node.offset, `${which}. Give each step exactly one of ${stepKinds.join(', ')}.`);
    return undefined;
  }
  const value = members.get(kind);
  const capture = members.get('capture');
  if (capture !== undefined && kind !== 'expect') {
    reader.report(
      capture.offset,
      'Only an "expect" can capture: put "capture" beside the "expect" whose message has the value.',
    );
  }
  const step = value && readKind(kind, value, reader, capture, placed);
  if (step === undefined) return undefined;
  const marked = { ...step, ...readMarks(kind, members, reader) };
  placed(marked, node);
  return marked;
}

/** Reads the steps of a list; those that cannot be run are left out, which was reported then. */
export function readSteps(nodes: readonly Node[], reader: StepReader, placed?: Placed): readonly Step[] {
  return nodes.flatMap((node) => readStep(node, reader, placed) ?? []);
}

function readKind(
  kind: StepKind,
  node: Node,
  reader: StepReader,
  capture: Node | undefined,
  placed: Placed,
): Step | undefined {
  switch (kind) {
    case 'send': {
      const payload = readSend(node, reader);
      return payload && { kind, payload };
    }
    case 'expect':
      return readExpect(node, reader, capture);
    case 'group':
    case 'repeat':
    case 'forEach':
    case 'parallel':
      return readBlock(kind, node, reader, (nodes) => readSteps(nodes, reader, placed));
    case 'wait':
    case 'ping':
    case 'expectPing':
    case 'expectPong':
    case 'close':
    case 'expectClose':
    case 'reconnect':
      return readPlain(kind, node, reader);
  }
}

function readPlain(
  kind: Exclude<LeafStep['kind'], 'send' | 'expect'>,
  node: Node,
  reader: StepReader,
): Step | undefined {
  switch (kind) {
    case 'wait': {
      const ms = readMs(node, '"wait"', 0, reader);
      return ms === undefined ? undefined : { kind, ms };
    }
    case 'ping': {
      const payload = readText(node, '"ping"', reader);
      // RFC 6455 §5.5: control frames carry at most 125 bytes.
      if (payload === undefined || !fits(node, payload, 125, '"ping"', reader)) return undefined;
      return { kind, payload };
    }
    case 'expectPing':
    case 'expectPong': {
      const members = readObject(node, `"${kind}"`, controlKeys, reader);
      if (members === undefined) return undefined;
      const text = optional(members.get('text'), (one) => readText(one, '"text"', reader));
      return { kind, timeout: readTimeout(members, reader), ...(text === undefined ? {} : { text }) };
    }
    case 'close':
      return readClose(node, reader);
    case 'expectClose':
      return readExpectClose(node, reader);
    case 'reconnect':
      return readObject(node, '"reconnect"', [], reader) && { kind };
  }
}

function readClose(node: Node, reader: StepReader): Step | undefined {
  const members = readObject(node, '"close"', closeKeys, reader);
  if (members === undefined) return undefined;
  const code = optional(members.get('code'), (one) => readCode(one, reader));
  const reasonNode = members.get('reason');
  const reason = optional(reasonNode, (one) => readText(one, '"reason"', reader)) ?? '';
  // RFC 6455 §5.5.1: two of a control frame's 125 bytes are the code.
  if (reasonNode !== undefined) fits(reasonNode, reason, 123, '"reason"', reader);
  if (reasonNode !== undefined && reason !== '' && !members.has('code')) {
    reader.report(reasonNode.offset, 'A reason is sent only with a code. Add "code", such as 1000.');
  }
  return { kind: 'close', code, reason };
}

function readExpectClose(node: Node, reader: StepReader): Step | undefined {
  const members = readObject(node, '"expectClose"', expectCloseKeys, reader);
  if (members === undefined) return undefined;
  const code = optional(members.get('code'), (one) => readCode(one, reader));
  const reason = optional(members.get('reason'), (one) => readText(one, '"reason"', reader));
  const by = optional(members.get('by'), (one) => readWord(one, '"by"', enders, reader));
  return {
    kind: 'expectClose',
    code,
    timeout: readTimeout(members, reader),
    ...(reason === undefined ? {} : { reason }),
    ...(by === undefined ? {} : { by }),
  };
}

function readMarks(kind: StepKind, members: ReadonlyMap<string, Node>, reader: StepReader): StepMarks {
  const at = optional(members.get('at'), (one) => readMs(one, '"at"', 0, reader));
  const onNode = members.get('on');
  const on = optional(onNode, (one) => readText(one, '"on"', reader));
  if (onNode !== undefined && blockKinds.some((block) => block === kind)) {
    reader.report(onNode.offset, `"on" has no meaning here: put it into the steps of the "${kind}".`);
  } else if (onNode !== undefined && on !== undefined && reader.connections?.includes(on) === false) {
    const known = reader.connections.map((name) => `"${name}"`).join(', ');
    const listed = known === '' ? 'The sequence has no "connections".' : `There are: ${known}.`;
    reader.report(onNode.offset, `There is no connection "${on}". ${listed}`);
  }
  return { ...(on === undefined ? {} : { on }), ...(at === undefined ? {} : { at }) };
}
