import { button } from '../controls.ts';
import { el, fill, setText } from '../dom.ts';

/** The next part of a long content. `status` says how much is shown by now: "128 KiB of 5 MiB". */
export interface Chunk {
  readonly nodes: readonly Node[];
  readonly done: boolean;
  readonly status: string;
}

/**
 * Shows the beginning of a content at once and more of it by a button, so that a huge payload never has to be laid out whole.
 * `next` is not called again before it answered.
 */
export function chunkedView(
  content: HTMLElement,
  next: () => Promise<Chunk>,
  failed: (error: unknown) => void,
): HTMLElement {
  const status = el('span');
  const more = button('Load more', () => void show(), { appearance: 'secondary' });
  const foot = el('div', { class: 'more', hidden: true }, status, more);

  const show = async (): Promise<void> => {
    more.disabled = true;
    try {
      const chunk = await next();
      content.append(...chunk.nodes);
      setText(status, chunk.status);
      foot.hidden = chunk.done;
    } catch (error) {
      fill(foot, 'The rest could not be loaded.', more);
      foot.hidden = false;
      failed(error);
    } finally {
      more.disabled = false;
    }
  };
  void show();
  return el('div', { class: 'chunked' }, content, foot);
}
