import { parseHex } from '../base/hex.ts';
import { type Variables, fillJson, fillText, missingVariables } from './interpolate.ts';
import type { MessageType, Payload } from './sequence.ts';

export type Encoded =
  /** One piece is a message in one frame. */
  { readonly kind: MessageType; readonly pieces: readonly Uint8Array[] } | { readonly problem: string };

/** Reads a file beside the sequence. Rejects with words for the user. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

/** The bytes to send, with the variables filled in. */
export async function encodePayload(
  payload: Payload,
  variables: Variables,
  readFile: ReadFile | undefined,
): Promise<Encoded> {
  switch (payload.as) {
    case 'text':
      return filled([payload.text], variables, ([text = '']) => textOf([text]));
    case 'json': {
      const { value, missing } = fillJson(payload.json, variables);
      return missing.length > 0 ? { problem: missingVariables(missing) } : textOf([JSON.stringify(value)]);
    }
    case 'hex':
      return filled([payload.hex], variables, binaryOf);
    case 'base64':
      return filled([payload.base64], variables, ([text = '']) => base64Of(text));
    case 'fragments':
      return filled(payload.fragments, variables, payload.opcode === 'text' ? textOf : binaryOf);
    case 'file': {
      const { value, missing } = fillText(payload.file, variables);
      if (missing.length > 0) return { problem: missingVariables(missing) };
      return fileOf(value, payload.opcode, readFile);
    }
  }
}

async function fileOf(path: string, kind: MessageType, readFile: ReadFile | undefined): Promise<Encoded> {
  if (readFile === undefined) return { problem: `The file ${path} cannot be read here: the sequence has no folder.` };
  try {
    return { kind, pieces: [await readFile(path)] };
  } catch (error) {
    return { problem: `The file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function filled(
  texts: readonly string[],
  variables: Variables,
  encode: (texts: readonly string[]) => Encoded,
): Encoded {
  const missing = new Set<string>();
  const values = texts.map((text) => {
    const one = fillText(text, variables);
    for (const name of one.missing) missing.add(name);
    return one.value;
  });
  return missing.size > 0 ? { problem: missingVariables([...missing]) } : encode(values);
}

function textOf(texts: readonly string[]): Encoded {
  const encoder = new TextEncoder();
  return { kind: 'text', pieces: texts.map((text) => encoder.encode(text)) };
}

function binaryOf(texts: readonly string[]): Encoded {
  const pieces: Uint8Array[] = [];
  for (const text of texts) {
    const parsed = parseHex(text);
    if (!parsed.ok) return { problem: parsed.message };
    pieces.push(parsed.bytes);
  }
  return { kind: 'binary', pieces };
}

/** RFC 4648 §4 and §5: either alphabet, padded or not. */
export function base64Of(text: string): Encoded {
  const compact = text.replace(/\s+/g, '');
  if (!/^[\w+/-]*={0,2}$/.test(compact) || compact.replace(/=+$/, '').length % 4 === 1) {
    return { problem: 'This is no base64: letters, digits, + and / (or - and _) are expected, in groups of four.' };
  }
  return { kind: 'binary', pieces: [new Uint8Array(Buffer.from(compact, 'base64'))] };
}
