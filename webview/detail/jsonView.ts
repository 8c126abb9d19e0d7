import { type JsonNode, jsonHead, jsonNodes } from '../../src/lens/jsonNodes.ts';
import { el, fill, setText } from '../dom.ts';
import { formatBytes } from '../numbers.ts';
import { type Chunk, chunkedView } from './chunkedView.ts';
import { type JsonPart, type JsonPrinter, createJsonPrinter } from './jsonPrinter.ts';
import { type JsonPlace, jsonRows } from './jsonTree.ts';
import type { Payload } from './payload.ts';
import { treeView } from './treeView.ts';
import { visibleNodes } from './visibleText.ts';

const CHUNK_CHARACTERS = 48 * 1024;
/** Loaded between two words on how much is here. */
const STEP_BYTES = 4 * 1024 * 1024;
/** What is longer, or has more values, has a tree of its beginning: a tree needs each value's place in memory. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_TREE_CHARACTERS = 8 * 1024 * 1024;
const MAX_TREE_NODES = 500_000;

/**
 * The payload as a tree over its exact source. What is too much for one has a tree of its beginning; what is no JSON is laid out as
 * it stands. Both are said.
 */
export function jsonView(
  payload: Payload,
  failed: (error: unknown) => void,
  chosen: (place: JsonPlace) => void,
): HTMLElement {
  const element = el('div', { class: 'json' });
  const show = async (): Promise<void> => {
    await load(payload, (words) => fill(element, words));
    const bytes = payload.bytes().subarray(0, MAX_BYTES);
    const allHere = payload.complete() && payload.bytes().length <= MAX_BYTES;
    // A character that the beginning ends in is left out.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: !allHere });
    const whole = allHere && text.length <= MAX_TREE_CHARACTERS;
    const read = whole ? jsonNodes(text, MAX_TREE_NODES) : undefined;
    if (read?.ok === true) {
      fill(element, tree(text, read.nodes, chosen));
      return;
    }
    const beginning = text.slice(0, MAX_TREE_CHARACTERS);
    const head = jsonHead(beginning, MAX_TREE_NODES);
    const all = formatBytes(payload.total());
    if (head.ok && (!whole || head.nodes.length === MAX_TREE_NODES)) {
      const length = new TextEncoder().encode(beginning.slice(0, head.nodes[0]?.end)).length;
      const words = `A tree of all ${all} would be too much: this is one of the first ${formatBytes(length)}.`;
      fill(element, note(`${words} The Text and Hex views have all of it.`), tree(beginning, head.nodes, chosen));
      return;
    }
    const words = `These are the first ${formatBytes(bytes.length)} of ${all}. The Text and Hex views have all of it.`;
    fill(element, !allHere && note(words), laidOut(text, failed));
  };
  show().catch(failed);
  return element;
}

/** Loads what a tree can be made of, and says how much of it is here meanwhile. */
async function load(payload: Payload, say: (words: HTMLElement) => void): Promise<void> {
  await payload.load(1);
  const wanted = Math.min(payload.total(), MAX_BYTES);
  const coming = el('p', { class: 'json-problem', role: 'status' });
  if (!payload.complete() && payload.bytes().length < wanted) say(coming);
  while (!payload.complete() && payload.bytes().length < wanted) {
    const here = payload.bytes().length;
    setText(
      coming,
      `${formatBytes(here)} of ${formatBytes(payload.total())} are here. The Text view shows the beginning at once.`,
    );
    await payload.load(Math.min(here + STEP_BYTES, wanted));
  }
}

function tree(text: string, nodes: readonly JsonNode[], chosen: (place: JsonPlace) => void): HTMLElement {
  const rows = jsonRows(text, nodes);
  const choose = (item: Parameters<typeof rows.placeOf>[0]): void => {
    const place = rows.placeOf(item);
    if (place !== undefined) chosen(place);
  };
  const attributes = { testid: 'detail-json', class: 'json-tree mono' };
  return treeView('Payload as JSON', rows.roots, choose, attributes).element;
}

const note = (sentence: string): HTMLElement => el('p', { class: 'json-note', role: 'note' }, sentence);

const problem = (sentence: string): HTMLElement => el('p', { class: 'json-problem' }, sentence);

function laidOut(text: string, failed: (error: unknown) => void): HTMLElement {
  const verdict = el('div');
  const content = el('pre', {
    class: 'payload-json',
    testid: 'detail-json',
    tabindex: 0,
    'aria-label': 'Payload as JSON',
  });
  const printer: JsonPrinter = createJsonPrinter(text);
  const next = (): Promise<Chunk> => {
    const { parts, done, problem: found } = printer.next(CHUNK_CHARACTERS);
    if (found !== undefined) {
      const rest = found.offset === 0 ? 'It is shown as it is.' : 'From there on it is shown as it is.';
      const sentence =
        text === '' ? 'This payload is empty: there is no JSON in it.' : `Not JSON. ${found.sentence} ${rest}`;
      fill(verdict, problem(sentence));
    }
    return Promise.resolve({ nodes: parts.flatMap(partNodes), done, status: 'More JSON follows.' });
  };
  return el('div', {}, verdict, chunkedView(content, next, failed));
}

function partNodes({ kind, text }: JsonPart): Node[] {
  const nodes = visibleNodes(text);
  return kind === 'plain' ? nodes : [el('span', { class: `json-${kind}` }, ...nodes)];
}
