import { type Node, nameOfType } from '../profiles/jsonText.ts';
import { base64Of } from './encodePayload.ts';
import { nodeToJson } from './json.ts';
import type { MessageType, Payload } from './sequence.ts';
import { type StepReader, checkHex, isFixed, onlyOne, optional, readObject, readText, readWord } from './stepReader.ts';

export const payloadKeys = ['text', 'json', 'hex', 'base64', 'file', 'fragments'] as const;
export const sendKeys = [...payloadKeys, 'opcode'] as const;
export const messageTypes = ['text', 'binary'] as const satisfies MessageType[];

export function readSend(node: Node, reader: StepReader): Payload | undefined {
  const members = readObject(node, '"send"', sendKeys, reader);
  const as = members && onlyOne(node, members, payloadKeys, '"send"', reader);
  const value = as && members.get(as);
  if (members === undefined || as === undefined || value === undefined) return undefined;
  const opcodeNode = members.get('opcode');
  const opcode = optional(opcodeNode, (one) => readWord(one, '"opcode"', messageTypes, reader));
  if (opcodeNode !== undefined && as !== 'file' && as !== 'fragments') {
    reader.report(opcodeNode.offset, `"opcode" stands beside "file" or "fragments" only: "${as}" says which it is.`);
  }
  return readPayload(as, value, opcode, reader);
}

function readPayload(
  as: (typeof payloadKeys)[number],
  node: Node,
  opcode: MessageType | undefined,
  reader: StepReader,
): Payload | undefined {
  if (as === 'json') return { as, json: nodeToJson(node) };
  if (as === 'fragments') return readFragments(node, opcode ?? 'text', reader);
  const text = readText(node, `"${as}"`, reader);
  if (text === undefined) return undefined;
  switch (as) {
    case 'text':
      return { as, text };
    case 'hex':
      return checkHex(node, text, reader) ? { as, hex: text } : undefined;
    case 'base64': {
      const encoded = isFixed(text) ? base64Of(text) : undefined;
      if (encoded === undefined || !('problem' in encoded)) return { as, base64: text };
      reader.report(node.offset, encoded.problem);
      return undefined;
    }
    case 'file':
      if (text !== '') return { as, file: text, opcode: opcode ?? 'binary' };
      reader.report(node.offset, '"file" should be the path of a file, from the folder of the sequence.');
      return undefined;
  }
}

function readFragments(node: Node, opcode: MessageType, reader: StepReader): Payload | undefined {
  const children = node.children ?? [];
  if (node.type !== 'array' || children.length === 0) {
    const found = node.type === 'array' ? 'an empty list' : nameOfType(node);
    reader.report(node.offset, `"fragments" should be a list of texts such as ["he", "llo"], not ${found}.`);
    return undefined;
  }
  const fragments = children.flatMap((child) => {
    const text = readText(child, 'A fragment', reader);
    return text !== undefined && (opcode === 'text' || checkHex(child, text, reader)) ? [text] : [];
  });
  return fragments.length === children.length ? { as: 'fragments', fragments, opcode } : undefined;
}
