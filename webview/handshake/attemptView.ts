import type { HandshakeView, Phase } from '../../src/contract/sessionView.ts';
import { violationList } from '../detail/violations.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { type Child, el, icon } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { attemptTitle, verdict } from './attemptWords.ts';
import { bodyView, bodyWords } from './bodyView.ts';
import { copyButtons } from './copyButtons.ts';
import { fold } from './fold.ts';
import { headView } from './headView.ts';
import type { HeaderContext } from './headers/explanation.ts';
import type { Place } from './memory.ts';
import { type ProxyPhase, proxyView } from './proxyView.ts';
import { type TlsPhase, tlsView } from './tlsView.ts';
import { waterfall } from './waterfall.ts';

export interface AttemptSetup {
  readonly panel: Panel;
  readonly session: string;
  readonly place: Place;
  /** One of several can be folded; the newest is open until the user folds it. */
  readonly several: boolean;
  readonly newest: boolean;
  /** The moment at which certificates are judged (Unix epoch, ms). */
  readonly now: number;
}

/** One attempt, all that is known of it. */
export function attemptView(view: HandshakeView, setup: AttemptSetup): HTMLElement {
  const title = attemptTitle(view);
  const label = { class: 'attempt', 'aria-label': `Attempt ${view.attempt}` };
  const heading = el('h2', { class: setup.several ? '' : 'only-read' }, ...visibleNodes(title));
  const content = (): Child[] => attemptParts(view, setup);
  if (!setup.several) return el('article', label, heading, ...content());
  const { look, icon: iconName, words } = verdict(view);
  const summary = [heading, el('span', { class: `attempt-end ${look}` }, icon(iconName), ...visibleNodes(words))];
  return el(
    'article',
    label,
    fold(setup.place, setup.newest, { class: 'attempt-fold' }, summary, () => [
      el('div', { class: 'attempt-parts' }, ...content()),
    ]),
  );
}

function attemptParts(view: HandshakeView, { panel, session, place, now, several }: AttemptSetup): Child[] {
  const { request, response, body, phases } = view;
  const context = (side: HeaderContext['side']): HeaderContext => ({
    side,
    request: request?.headers ?? [],
    accepted: view.accepted,
    secretParameters: view.secretParameters ?? [],
  });
  return [
    !several && verdictLine(view),
    el('p', { class: 'attempt-url mono' }, ...visibleNodes(view.url)),
    copyButtons(panel, session, view, place),
    violationList(view.violations),
    phases.length > 0 && waterfall(phases),
    ...phases.filter(isProxy).map(proxyView),
    request !== undefined && headView(request, context('request'), place.at('request')),
    response !== undefined && headView(response, context('response'), place.at('response')),
    body !== undefined && bodySection(body),
    ...phases.filter(isTls).map((phase, index) => tlsView(phase, place.at(`tls ${index}`), now)),
  ];
}

const isProxy = (phase: Phase): phase is ProxyPhase => phase.name === 'proxy';
const isTls = (phase: Phase): phase is TlsPhase => phase.name === 'tls';

function verdictLine(view: HandshakeView): HTMLElement {
  const { look, icon: iconName, words } = verdict(view);
  return el('p', { class: `verdict ${look}` }, icon(iconName), el('span', {}, ...visibleNodes(words)));
}

function bodySection(body: NonNullable<HandshakeView['body']>): HTMLElement {
  return el(
    'div',
    { role: 'group', class: 'body', 'aria-label': 'Response body' },
    el('div', { class: 'head-title' }, el('h3', {}, 'Response body'), el('span', { class: 'fact' }, bodyWords(body))),
    bodyView(body, 'handshake-body'),
  );
}
