import { jsonNodes } from '../../src/lens/jsonNodes.ts';
import { el, fill, setText } from '../dom.ts';
import { formatBytes } from '../numbers.ts';
import { type Chunk, chunkedView } from './chunkedView.ts';
import { type JsonPart, type JsonPrinter, createJsonPrinter } from './jsonPrinter.ts';
import { type JsonPlace, jsonRows } from './jsonTree.ts';
import type { Payload } from './payload.ts';
import { treeView } from './treeView.ts';
import { visibleNodes } from './visibleText.ts';

const CHUNK_CHARACTERS = 48 * 1024;
/** Beyond this a payload is for the text and hex views: laying it out would need it in memory several times. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Loaded between two words on how much is here. */
const STEP_BYTES = 4 * 1024 * 1024;
/** What is larger is laid out as text, page by page: a tree needs each value's place. */
const MAX_TREE_CHARACTERS = 8 * 1024 * 1024;
const MAX_TREE_NODES = 500_000;

/** The payload as a tree over its exact source. What is no JSON, or too much for a tree, is laid out as it stands; the first is said. */
export function jsonView(
  payload: Payload,
  failed: (error: unknown) => void,
  chosen: (place: JsonPlace) => void,
): HTMLElement {
  const element = el('div', { class: 'json' });
  const show = async (): Promise<void> => {
    await payload.load(1);
    if (payload.total() > MAX_BYTES) {
      const size = formatBytes(payload.total());
      fill(element, problem(`This payload has ${size}, too much to lay out as JSON. The Text and Hex views show it.`));
      return;
    }
    const coming = el('p', { class: 'json-problem', role: 'status' });
    if (!payload.complete()) fill(element, coming);
    while (!payload.complete()) {
      const [here, all] = [payload.bytes().length, payload.total()];
      setText(
        coming,
        `${formatBytes(here)} of ${formatBytes(all)} are here. The Text view shows the beginning at once.`,
      );
      await payload.load(here + STEP_BYTES);
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload.bytes());
    const read = text.length > MAX_TREE_CHARACTERS ? undefined : jsonNodes(text, MAX_TREE_NODES);
    if (read?.ok !== true) {
      fill(element, laidOut(text, failed));
      return;
    }
    const rows = jsonRows(text, read.nodes);
    const choose = (item: Parameters<typeof rows.placeOf>[0]): void => {
      const place = rows.placeOf(item);
      if (place !== undefined) chosen(place);
    };
    const attributes = { testid: 'detail-json', class: 'json-tree mono' };
    fill(element, treeView('Payload as JSON', rows.roots, choose, attributes).element);
  };
  show().catch(failed);
  return element;
}

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
