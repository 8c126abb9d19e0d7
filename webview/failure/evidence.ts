import type { EvidenceQuote } from '../../src/contract/sessionView.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el } from '../dom.ts';
import { formatCount } from '../numbers.ts';
import type { Actions } from '../actions.ts';

/** What was recorded, in its own words, each with where it is from; the place is a button where the page can show it. */
export function evidenceList(quotes: readonly EvidenceQuote[], actions: Actions): HTMLElement | false {
  if (quotes.length === 0) return false;
  const items = quotes.map((quote) =>
    el('li', {}, el('q', {}, ...visibleNodes(quote.text)), ' ', sourceOf(quote.source, actions)),
  );
  return el('div', { class: 'evidence' }, el('h3', {}, 'Evidence'), el('ul', {}, ...items));
}

function sourceOf(source: EvidenceQuote['source'], actions: Actions): HTMLElement {
  const words = sourceWords(source);
  if (source.kind === 'options') return el('span', { class: 'source' }, words);
  const show = (): void => {
    if (source.kind === 'frame') actions.select(source.frame);
    actions.showTab(source.kind === 'frame' ? 'frames' : 'handshake');
  };
  return el('button', { type: 'button', class: 'link source', on: { click: show } }, words);
}

/** Where a quote is from; frames are counted from 1 here as in the list. */
export function sourceWords(source: EvidenceQuote['source']): string {
  switch (source.kind) {
    case 'phase':
      return `${source.name} phase`;
    case 'request':
      return 'request';
    case 'response':
      return source.header === undefined ? 'response' : `response header ${source.header}`;
    case 'body':
      return 'response body';
    case 'frame':
      return `frame ${formatCount(source.frame + 1)}`;
    case 'options':
      return 'connection options';
  }
}
