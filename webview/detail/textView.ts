import { el } from '../dom.ts';
import { formatBytes } from '../numbers.ts';
import { chunkedView } from './chunkedView.ts';
import type { Payload } from './payload.ts';
import { readUtf8 } from './utf8Spans.ts';
import { spanNodes } from './visibleText.ts';

const CHUNK_BYTES = 128 * 1024;

/** The payload as text, exactly: what is no UTF-8 and what cannot be seen is marked, nothing is changed. */
export function textView(payload: Payload, failed: (error: unknown) => void): HTMLElement {
  let at = 0;
  const next = async () => {
    await payload.load(at + CHUNK_BYTES);
    const bytes = payload.bytes().subarray(at, at + CHUNK_BYTES);
    const last = payload.complete() && at + bytes.length >= payload.bytes().length;
    const { spans, read } = readUtf8(bytes, last);
    at += read;
    return {
      nodes: spanNodes(spans),
      done: last,
      status: `${formatBytes(at)} of ${formatBytes(payload.total())} shown.`,
    };
  };
  const content = el('pre', {
    class: 'payload-text',
    testid: 'detail-text',
    tabindex: 0,
    'aria-label': 'Payload as text',
  });
  return chunkedView(content, next, failed);
}
