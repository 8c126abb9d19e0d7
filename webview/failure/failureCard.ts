import type { HandshakeView, SessionSnapshot } from '../../src/contract/sessionView.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { button, iconButton } from '../controls.ts';
import { el, fill, icon, setText } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { type PanelState, activeSession } from '../panelState.ts';
import { evidenceList } from './evidence.ts';
import { probeView } from './probeView.ts';
import { refusedUpgrade } from './refusedUpgrade.ts';
import { remedyList } from './remedies.ts';
import { makeRoomToRead } from './roomToRead.ts';
import { stageWords } from './stageWords.ts';

/** Why the active session failed, read before anything else; hidden while all goes well. */
export function failureCard(panel: Panel): HTMLElement {
  const { store, actions } = panel;
  const title = el('h2', { testid: 'failure-title' });
  const of = el('p', { class: 'failure-of', testid: 'failure-of', hidden: true });
  const content = el('div', { class: 'failure-content' });
  const further = probeView(panel);
  const fold = iconButton('chevron-up', 'Fold the explanation', () => setFolded(!folded), { class: 'fold' });
  const card = el(
    'section',
    { class: 'failure', testid: 'failure-card', 'aria-label': 'Why it failed', hidden: true },
    el('div', { class: 'failure-head' }, icon('error'), title, fold),
    of,
    content,
    further,
  );
  let folded = false;

  const setFolded = (value: boolean): void => {
    folded = value;
    content.hidden = folded;
    further.hidden = folded;
    const label = folded ? 'Unfold the explanation' : 'Fold the explanation';
    fold.setAttribute('aria-label', label);
    fold.setAttribute('aria-expanded', String(!folded));
    fold.title = label;
    fill(fold, icon(folded ? 'chevron-down' : 'chevron-up'));
  };

  const paint = (session: SessionSnapshot | undefined, attempts: readonly HandshakeView[] | undefined): void => {
    const [first, ...more] = session?.diagnoses ?? [];
    card.hidden = first === undefined;
    if (first === undefined) return;
    setText(title, first.title);
    fill(
      content,
      ...diagnosisParts(first, actions),
      refusedUpgrade(attempts),
      foot(first, actions),
      more.length > 0 && furtherDiagnoses(more, actions),
    );
  };

  store.watch(
    (state) => activeSession(state)?.diagnoses,
    () => paintNow(),
  );
  store.watch(
    (state) => state.handshakes[state.active ?? ''],
    () => paintNow(),
  );
  // Read in the light of what stood in the bar when it came: another URL since, or a problem with it, is not what failed here.
  let whenShown = store.get();
  const judge = (state: PanelState): void => {
    const url = activeSession(state)?.url ?? '';
    const edited = state.fields.url !== whenShown.fields.url && state.fields.url.trim() !== url;
    const refused = state.problems.length > 0 && state.problems !== whenShown.problems;
    const earlier = edited || refused;
    if (earlier !== card.classList.contains('earlier')) setFolded(earlier);
    card.classList.toggle('earlier', earlier);
    of.hidden = !earlier;
    setText(of, `This was the connection to ${url}`);
  };
  store.watch(
    (state) => `${state.active ?? ''} ${activeSession(state)?.diagnoses[0] !== undefined}`,
    () => {
      whenShown = store.get();
      setFolded(false);
      judge(whenShown);
    },
  );
  for (const part of ['fields', 'problems'] as const)
    store.watch(
      (state) => state[part],
      () => judge(store.get()),
    );
  makeRoomToRead(panel, card);
  function paintNow(): void {
    const state = store.get();
    paint(activeSession(state), state.handshakes[state.active ?? '']);
  }
  return card;
}

function diagnosisParts(diagnosis: Diagnosis, actions: Panel['actions']): (HTMLElement | false)[] {
  return [
    el(
      'p',
      { class: 'explanation' },
      el('span', { class: 'stage' }, stageWords(diagnosis.stage)),
      diagnosis.explanation,
    ),
    remedyList(diagnosis.remedies, actions),
    evidenceList(diagnosis.evidence, actions),
    likelyCauses(diagnosis),
  ];
}

function likelyCauses({ likelyCauses: causes }: Diagnosis): HTMLElement | false {
  if (causes.length === 0) return false;
  const items = causes.map(({ cause, because }) =>
    el('li', {}, el('span', { class: 'cause' }, cause), el('span', { class: 'because' }, because)),
  );
  return el('div', { class: 'causes' }, el('h3', {}, 'Likely causes'), el('ol', {}, ...items));
}

function foot({ section }: Diagnosis, actions: Panel['actions']): HTMLElement {
  const copy = button(
    'Copy as Markdown',
    () => void copied(),
    { appearance: 'secondary', testid: 'copy-diagnosis' },
    icon('copy'),
  );
  const copied = async (): Promise<void> => {
    if (!(await actions.copyDiagnosis())) return;
    fill(copy, icon('check'), 'Copied');
    setTimeout(() => fill(copy, icon('copy'), 'Copy as Markdown'), 2000);
  };
  return el('div', { class: 'failure-foot' }, copy, el('span', { class: 'section' }, section));
}

function furtherDiagnoses(more: readonly Diagnosis[], actions: Panel['actions']): HTMLElement {
  return el(
    'details',
    { class: 'further' },
    el('summary', {}, `${more.length} more`),
    ...more.map((diagnosis) => el('article', {}, el('h3', {}, diagnosis.title), ...diagnosisParts(diagnosis, actions))),
  );
}
