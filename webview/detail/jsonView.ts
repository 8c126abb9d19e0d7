import { el } from '../dom.ts';
import { formatBytes } from '../numbers.ts';
import { type Chunk, chunkedView } from './chunkedView.ts';
import { type JsonPart, type JsonPrinter, createJsonPrinter } from './jsonPrinter.ts';
import type { Payload } from './payload.ts';
import { visibleNodes } from './visibleText.ts';

const CHUNK_CHARACTERS = 48 * 1024;
/** Beyond this a payload is for the text and hex views: laying it out would need it in memory several times. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The payload laid out as JSON, each token as it stands in the payload. What is no JSON is said, and shown as it is. */
export function jsonView(payload: Payload, failed: (error: unknown) => void): HTMLElement {
  const verdict = el('p', { class: 'json-problem', hidden: true });
  const content = el('pre', {
    class: 'payload-json',
    testid: 'detail-json',
    tabindex: 0,
    'aria-label': 'Payload as JSON',
  });
  let printer: JsonPrinter | undefined;

  const say = (sentence: string): void => {
    verdict.textContent = sentence;
    verdict.hidden = false;
  };

  const next = async (): Promise<Chunk> => {
    await payload.load(1);
    if (payload.total() > MAX_BYTES) {
      say(
        `This payload has ${formatBytes(payload.total())}, too much to lay out as JSON. The Text and Hex views show it.`,
      );
      return { nodes: [], done: true, status: '' };
    }
    await payload.load(payload.total());
    printer ??= createJsonPrinter(new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload.bytes()));
    const { parts, done, problem } = printer.next(CHUNK_CHARACTERS);
    if (problem !== undefined) {
      const rest = problem.offset === 0 ? 'It is shown as it is.' : 'From there on it is shown as it is.';
      say(
        payload.total() === 0
          ? 'This payload is empty: there is no JSON in it.'
          : `Not JSON. ${problem.sentence} ${rest}`,
      );
    }
    return { nodes: parts.flatMap(partNodes), done, status: 'More JSON follows.' };
  };
  return el('div', { class: 'json' }, verdict, chunkedView(content, next, failed));
}

function partNodes({ kind, text }: JsonPart): Node[] {
  const nodes = visibleNodes(text);
  return kind === 'plain' ? nodes : [el('span', { class: `json-${kind}` }, ...nodes)];
}
