import type { HandshakeView } from '../../src/contract/sessionView.ts';
import { violationList } from '../detail/violations.ts';
import { type Child, el, fill, icon } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { bodyView, bodyWords } from './bodyView.ts';
import { certificates } from './certificates.ts';
import { headView } from './headView.ts';
import { phasesView } from './phasesView.ts';

/** The opening handshake of the active session, every attempt of it. It is built while the tab is shown only. */
export function handshakeTab({ store }: Panel): HTMLElement {
  const content = el('div', { class: 'handshake', testid: 'handshake' });
  store.watch(
    (state) => (state.tab === 'handshake' ? (state.handshakes[state.active ?? ''] ?? NONE) : undefined),
    (attempts) => {
      if (attempts === undefined) fill(content);
      else if (attempts.length === 0) fill(content, nothingYet(store.get().active === undefined));
      else fill(content, ...attempts.map((attempt) => attemptView(attempt, attempts.length > 1)));
    },
  );
  return content;
}

const NONE: readonly HandshakeView[] = [];

function nothingYet(noSession: boolean): HTMLElement {
  const next = noSession
    ? 'Connect, and the opening handshake is shown here byte for byte.'
    : 'The first step of the opening handshake has not ended yet.';
  return el('p', { class: 'empty-next' }, next);
}

function attemptView(attempt: HandshakeView, oneOfSeveral: boolean): HTMLElement {
  const { request, response, body, phases } = attempt;
  return el(
    'article',
    { class: 'attempt', 'aria-label': `Attempt ${attempt.attempt}` },
    el('h2', { class: oneOfSeveral ? '' : 'only-read' }, `Attempt ${attempt.attempt}`),
    verdict(attempt),
    violationList(attempt.violations),
    phases.length > 0 && phasesView(phases),
    el(
      'div',
      { class: 'heads' },
      request !== undefined && headView('Request', request, 'request-head'),
      response !== undefined && headView('Response', response, 'response-head'),
    ),
    body !== undefined && bodySection(body),
    certificates(phases),
  );
}

function verdict({ accepted, response }: HandshakeView): HTMLElement {
  if (accepted) return line('good', 'pass', 'Accepted: the connection was upgraded.');
  if (response === undefined) return line('waiting', 'circle-large-outline', 'No response so far.');
  return line('bad', 'error', `Not accepted: the response was ${response.status} ${response.reason}`.trim());
}

const line = (kind: string, iconName: string, ...words: readonly Child[]): HTMLElement =>
  el('p', { class: `verdict ${kind}` }, icon(iconName), ...words);

function bodySection(body: NonNullable<HandshakeView['body']>): HTMLElement {
  return el(
    'section',
    { class: 'body', 'aria-label': 'Response body' },
    el('div', { class: 'head-title' }, el('h3', {}, 'Response body'), el('span', { class: 'fact' }, bodyWords(body))),
    bodyView(body, 'handshake-body'),
  );
}
