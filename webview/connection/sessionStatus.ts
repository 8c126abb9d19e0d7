import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { statusCodeName } from '../../src/protocol/statusCode.ts';
import { type Child, el, fill, icon, setText } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { formatCount } from '../numbers.ts';
import { activeSession } from '../panelState.ts';
import { byWhom, interruptedWords, shownState, stateWords } from '../wording.ts';
import { UNVERIFIED } from './insecure.ts';
import { trafficWords } from './trafficWords.ts';
import { retryCountdown } from './retryCountdown.ts';

/** The live state of the shown session; apart from it the HTTP status, what was negotiated, and the close code. */
export function sessionStatus(panel: Panel): HTMLElement {
  const { store } = panel;
  const stateIcon = el('span');
  const word = el('span', { testid: 'state' });
  const state = el('span', { class: 'state' }, stateIcon, word);
  const facts = el('span', { class: 'status-facts' });

  store.watch(
    (current) => {
      const shown = shownState(activeSession(current));
      return shown === 'none' && current.opening ? 'connecting' : shown;
    },
    (now) => {
      const words = stateWords(now);
      state.className = `state state-${now}`;
      fill(stateIcon, icon(words.icon));
      setText(word, words.word);
    },
  );
  const paintFacts = (): void => {
    const current = store.get();
    const session = activeSession(current);
    const status = current.handshakes[session?.id ?? '']?.at(-1)?.response?.status;
    fill(facts, ...(session === undefined ? [] : factsOf(session, status)));
  };
  store.watch((current) => statusKey(activeSession(current)), paintFacts);
  store.watch((current) => current.handshakes[current.active ?? ''], paintFacts);
  return el('div', { class: 'status' }, state, retryCountdown(panel), facts);
}

/** Equal while the facts are: the counters of single frames are not shown here. */
function statusKey(session: SessionSnapshot | undefined): string {
  if (session === undefined) return '';
  const { id, subprotocol, extensions, close, recordingStopped, insecure, opened } = session;
  const told = session.traffic && trafficWords(session.traffic);
  return JSON.stringify([id, subprotocol, extensions, close, recordingStopped, insecure, opened, told]);
}

function factsOf(session: SessionSnapshot, status: number | undefined): HTMLElement[] {
  const { subprotocol, extensions, close, recordingStopped, insecure, opened, traffic } = session;
  const told = traffic && trafficWords(traffic);
  return [
    ...(insecure
      ? [
          el(
            'span',
            { class: 'fact warned', testid: 'session-insecure', title: UNVERIFIED },
            icon('unlock'),
            'Certificate not verified',
          ),
        ]
      : []),
    ...(close === undefined ? [] : [closeFact(close)]),
    ...(opened?.interruption === undefined
      ? []
      : [el('span', { class: 'fact ending', testid: 'interruption' }, interruptedWords(opened.interruption))]),
    ...(status === undefined ? [] : [fact('HTTP', String(status), 'http-status')]),
    ...(subprotocol === undefined ? [] : [fact('Subprotocol', subprotocol, 'negotiated-subprotocol')]),
    ...(extensions === undefined ? [] : [fact('Extensions', extensions, 'negotiated-extensions')]),
    ...(recordingStopped === undefined
      ? []
      : [
          el(
            'span',
            { class: 'fact warned', testid: 'recording-stopped' },
            icon('warning'),
            traffic?.unrecordedFrom === undefined
              ? `Recording stopped: ${recordingStopped}`
              : `Not recorded from frame ${formatCount(traffic.unrecordedFrom)} on: ${recordingStopped}`,
          ),
        ]),
    ...(opened?.trouble ?? []).map((sentence) => el('span', { class: 'fact warned' }, icon('warning'), sentence)),
    ...(told === undefined || told.short === ''
      ? []
      : [el('span', { class: 'fact', testid: 'traffic', title: told.long }, told.short)]),
  ];
}

const fact = (name: string, value: Child, testid: string): HTMLElement =>
  el(
    'span',
    { class: 'fact' },
    el('span', { class: 'fact-name' }, name),
    el('span', { testid, class: 'fact-value' }, value),
  );

function closeFact({ code, reason, by, clean }: NonNullable<SessionSnapshot['close']>): HTMLElement {
  return el(
    'span',
    { class: 'fact ending', testid: 'close-fact' },
    el('span', { class: 'fact-name' }, 'Close'),
    el('span', { class: 'fact-value' }, `${code} ${statusCodeName(code)}`),
    reason !== '' && el('q', { class: 'reason' }, reason),
    el('span', {}, `${byWhom(by)}, ${clean ? 'clean' : 'not clean'}`),
  );
}
