import { type Node, readJson } from '../../src/profiles/jsonText.ts';
import type { StepReader } from '../../src/replay/stepReader.ts';

/** Reads a text with one of the readers of a step's parts, and what it reported, each with the text at that place. */
export function readWith<T>(text: string, read: (node: Node, reader: StepReader) => T) {
  const problems: { readonly at: string; readonly message: string }[] = [];
  const value = read(readJson(text).root!, {
    text,
    report: (offset, message) => problems.push({ at: text.slice(offset, offset + 6), message }),
  });
  return { value, problems };
}
