import type { HandshakeView } from '../../src/contract/sessionView.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el } from '../dom.ts';
import { bodyView, bodyWords } from '../handshake/bodyView.ts';
import { headerTable } from '../handshake/headerTable.ts';

/** A body shorter than this is read along with the diagnosis: the details stand open. */
const SHORT_BODY = 2000;

/** What the server said instead of upgrading: status line, headers and body. Nothing while there is no such answer. */
export function refusedUpgrade(attempts: readonly HandshakeView[] | undefined): HTMLElement | false {
  const last = attempts?.at(-1);
  if (last?.response === undefined || last.accepted) return false;
  const { response, body } = last;
  const open = (body?.text?.length ?? 0) < SHORT_BODY;
  return el(
    'details',
    { class: 'refused', testid: 'refused', open },
    el('summary', {}, 'The response: ', el('code', {}, ...visibleNodes(response.startLine))),
    headerTable(response, false),
    ...(body === undefined
      ? []
      : [el('p', { class: 'body-words' }, `Body: ${bodyWords(body)}`), bodyView(body, 'response-body')]),
  );
}
