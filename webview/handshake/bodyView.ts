import type { HandshakeView } from '../../src/contract/sessionView.ts';
import { chunkedView } from '../detail/chunkedView.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el } from '../dom.ts';
import { formatBytes, plural } from '../numbers.ts';

const CHUNK_CHARACTERS = 64 * 1024;

export type ResponseBodyView = NonNullable<HandshakeView['body']>;

/** A refused upgrade's response body: text as text, anything else as its first bytes in hexadecimal. Never markup. */
export function bodyView(body: ResponseBodyView, testid: string): HTMLElement {
  const text = body.text ?? body.hex ?? '';
  let at = 0;
  const content = el('pre', { class: 'body-text', testid, tabindex: 0, 'aria-label': 'Response body' });
  const next = () => {
    const part = text.slice(at, at + CHUNK_CHARACTERS);
    at += part.length;
    const status = `${plural(at, 'character')} of ${plural(text.length, 'character')} shown.`;
    return Promise.resolve({ nodes: visibleNodes(part), done: at >= text.length, status });
  };
  return text === ''
    ? el('p', { class: 'empty-body', testid }, 'The response had no body.')
    : chunkedView(content, next, () => undefined);
}

/** "text/html, 1.2 KiB", and that it was cut if it was. */
export function bodyWords(body: ResponseBodyView): string {
  const type = body.contentType ?? 'no Content-Type';
  const cut = body.truncated ? ', cut: the rest was not kept' : '';
  const kind = body.text === undefined && body.hex !== undefined ? ', not text: first bytes in hexadecimal' : '';
  return `${type}, ${formatBytes(body.wireLength)}${kind}${cut}`;
}
