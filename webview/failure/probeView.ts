import type { LadderStep, ProbeResult, ProbeRow } from '../../src/diagnosis/probe.ts';
import { button } from '../controls.ts';
import { el, fill, icon } from '../dom.ts';
import { formatDuration, plural } from '../numbers.ts';
import type { Panel } from '../panel.ts';
import type { ProbeRun } from './probeRun.ts';

const STEP_WORDS: Readonly<Record<LadderStep['name'], string>> = {
  dns: 'Name lookup',
  tcp: 'TCP connection',
  proxy: 'Proxy',
  tls: 'TLS handshake',
  get: 'Ordinary request',
  upgrade: 'Upgrade',
};

/** "Diagnose further": tries variants of the failed connection and tells which change is accepted. */
export function probeView({ store, actions }: Panel): HTMLElement {
  const view = el('section', { class: 'probe', testid: 'probe', 'aria-label': 'Diagnose further' });
  const paint = (): void => {
    const { active, probes } = store.get();
    const run = active === undefined ? undefined : probes[active];
    if (run === undefined) fill(view, ...offer(actions));
    else fill(view, ...(run.ended === undefined ? running(run, actions) : finished(run, actions)));
  };
  store.watch(
    (state) => state.probes[state.active ?? ''],
    () => paint(),
  );
  store.watch(
    (state) => state.active,
    () => paint(),
  );
  return view;
}

function offer(actions: Panel['actions']): HTMLElement[] {
  return [
    button(
      'Diagnose further',
      () => void actions.probe(),
      { testid: 'probe-start', appearance: 'secondary' },
      icon('search'),
    ),
    el(
      'p',
      { class: 'probe-about' },
      'Makes at most 20 short attempts to the same host, one at a time, each with one thing changed, to find what makes the difference.',
    ),
  ];
}

function running(run: ProbeRun, actions: Panel['actions']): (HTMLElement | false)[] {
  return [
    el(
      'div',
      { class: 'probe-head' },
      icon('loading'),
      el('span', { role: 'status' }, `${plural(run.rows.length, 'attempt')} so far`),
      button('Stop', () => actions.stopProbe(), { testid: 'probe-stop', appearance: 'secondary' }),
    ),
    run.rows.length > 0 && matrix(run.rows),
  ];
}

function finished(run: ProbeRun, actions: Panel['actions']): (HTMLElement | false)[] {
  const { ended } = run;
  if (ended === undefined) return [];
  const again = button('Diagnose again', () => void actions.probe(), {
    testid: 'probe-start',
    appearance: 'secondary',
  });
  if ('problem' in ended) {
    return [
      el('p', { class: 'probe-problem', role: 'status' }, ended.problem),
      run.rows.length > 0 && matrix(run.rows),
      again,
    ];
  }
  return [...findings(ended, actions), matrix(run.rows), again];
}

function findings({ ladder, conclusion, remedy }: ProbeResult, actions: Panel['actions']): (HTMLElement | false)[] {
  const change = remedy?.change;
  return [
    el('p', { class: 'probe-conclusion', testid: 'probe-conclusion', role: 'status' }, conclusion),
    remedy !== undefined &&
      change !== undefined &&
      button(
        remedy.title,
        () => void actions.retryWith(change),
        { testid: 'probe-remedy', title: 'Changes the connection above and connects again' },
        icon('debug-restart'),
      ),
    el(
      'ol',
      { class: 'ladder', testid: 'probe-ladder', 'aria-label': 'How far the connection comes' },
      ...ladder.map(({ name, ok, said }) =>
        el(
          'li',
          { class: ok ? 'good' : 'bad' },
          icon(ok ? 'pass' : 'error'),
          el('span', { class: 'ladder-step' }, STEP_WORDS[name]),
          el('span', { class: 'ladder-said' }, `${ok ? '' : 'Failed: '}${said}`),
        ),
      ),
    ),
  ];
}

function matrix(rows: readonly ProbeRow[]): HTMLElement {
  const heads = ['Tried', 'Result', 'Status', 'Time'];
  return el(
    'table',
    { class: 'probe-matrix', testid: 'probe-matrix' },
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map(matrixRow)),
  );
}

function matrixRow({ id, title, accepted, status, said, durationMs }: ProbeRow): HTMLElement {
  return el(
    'tr',
    { 'data-id': id, 'data-ok': String(accepted) },
    el('th', { scope: 'row' }, title),
    el('td', { class: accepted ? 'good' : 'bad' }, icon(accepted ? 'pass' : 'error'), said),
    el('td', { class: 'mono' }, status === undefined ? '' : String(status)),
    el('td', { class: 'mono' }, formatDuration(durationMs)),
  );
}
