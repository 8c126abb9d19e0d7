import type { StepResult } from '../../src/replay/sequence.ts';
import { button, iconButton } from '../controls.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el, fill, icon } from '../dom.ts';
import { formatDuration, plural } from '../numbers.ts';
import type { Panel } from '../panel.ts';
import { differencesView } from './differences.ts';
import { pausedStep } from './pausedStep.ts';
import { type ReplayRun, type StepState, stepState } from './replayRun.ts';
import { replaySetup } from './replaySetup.ts';

const ICONS: Readonly<Record<StepState, string>> = {
  passed: 'pass',
  failed: 'error',
  running: 'loading',
  paused: 'debug-pause',
  waiting: 'circle-large-outline',
  'not reached': 'circle-slash',
};

/** The steps of the running or last replay, each with its result. */
export function replayView(panel: Panel): HTMLElement {
  const { store, actions } = panel;
  const view = el('section', { class: 'replay', testid: 'replay-view', 'aria-label': 'Replay', hidden: true });
  const stop = button('Stop', () => void actions.stopReplay(), { testid: 'replay-stop', appearance: 'secondary' });
  const pause = button('Pause', () => void actions.controlReplay('pause'), {
    testid: 'replay-pause',
    appearance: 'secondary',
  });
  const dismiss = iconButton('close', 'Dismiss the replay', () => store.update({ replay: undefined }), {
    testid: 'replay-dismiss',
  });
  const setup = replaySetup(panel);
  store.watch(
    (state) => state.replay,
    (replay) => {
      view.hidden = replay === undefined;
      if (replay === undefined) return;
      stop.hidden = replay.ended !== undefined;
      setup.hidden = replay.ended === undefined;
      pause.hidden = replay.ended !== undefined || replay.paused !== undefined;
      fill(
        view,
        el(
          'div',
          { class: 'replay-head' },
          icon('run-all'),
          el('h2', {}, replay.title),
          outcome(replay),
          pause,
          stop,
          dismiss,
        ),
        setup,
        replay.ended?.problem !== undefined &&
          el('p', { class: 'replay-problem' }, ...visibleNodes(replay.ended.problem)),
        pausedStep(panel, replay),
        differencesView(replay.ended?.differences),
        el('ol', { class: 'replay-steps' }, ...replay.steps.map((_, i) => stepElement(panel, replay, i))),
      );
    },
  );
  return view;
}

/** "3 of 5 steps" while it runs, then whether all passed. */
export function outcomeWords(replay: ReplayRun): string {
  const results = Object.values(replay.results);
  const passed = results.filter((result) => result.ok).length;
  const all = replay.steps.length;
  if (replay.ended === undefined) return `${results.length} of ${plural(all, 'step')}`;
  if (replay.ended.ok) return all === 1 ? 'The step passed' : `All ${plural(all, 'step')} passed`;
  return `Failed: ${passed} of ${plural(all, 'step')} passed`;
}

function outcome(replay: ReplayRun): HTMLElement {
  const kind = replay.ended === undefined ? 'waiting' : replay.ended.ok ? 'good' : 'bad';
  const ok = replay.ended === undefined ? undefined : String(replay.ended.ok);
  const words = el('span', { testid: 'replay-result', 'data-ok': ok }, outcomeWords(replay));
  return el(
    'span',
    { class: `outcome ${kind}` },
    ok !== undefined && icon(replay.ended?.ok === true ? 'pass' : 'error'),
    words,
  );
}

function stepElement(panel: Panel, replay: ReplayRun, index: number): HTMLElement {
  const result = replay.results[index];
  const state = stepState(replay, index);
  const title = result?.title ?? replay.steps[index]?.title ?? '';
  return el(
    'li',
    {
      class: `replay-step step-${state.replace(' ', '-')}`,
      testid: 'replay-step',
      'data-ok': okOf(result),
      'data-depth': Math.min(replay.steps[index]?.depth ?? 0, 4),
    },
    breakpoint(panel, replay, index),
    el('span', { class: 'step-icon', role: 'img', 'aria-label': state }, icon(ICONS[state])),
    el('span', { class: 'step-title' }, ...visibleNodes(title)),
    result !== undefined && el('span', { class: 'step-duration' }, formatDuration(result.durationMs)),
    frameLink(panel, replay, index),
    result?.problem !== undefined && el('p', { class: 'step-problem' }, ...visibleNodes(result.problem)),
    compared(result),
    skipped(result),
  );
}

/** Turns the breakpoint of a step. It says so by its shape and its pressed state, not by its colour alone. */
function breakpoint({ actions }: Panel, { breakpoints, steps }: ReplayRun, index: number): HTMLElement {
  const set = breakpoints.includes(index);
  const label = `Pause before: ${steps[index]?.title ?? ''}`;
  return iconButton(set ? 'circle-filled' : 'circle-outline', label, () => void actions.turnBreakpoint(index), {
    class: set ? 'breakpoint set' : 'breakpoint',
    testid: 'replay-breakpoint',
    'aria-pressed': String(set),
  });
}

/** Leads to the frame that the step sent or took. */
function frameLink({ actions }: Panel, replay: ReplayRun, index: number): HTMLElement | false {
  const message = replay.results[index]?.message;
  const session = replay.sessions[index];
  if (message === undefined || session === undefined) return false;
  const title = replay.steps[index]?.title ?? '';
  return iconButton('go-to-file', `Show the frame of: ${title}`, () => void actions.showMessage(session, message), {
    testid: 'replay-frame',
  });
}

/** What was wanted and the nearest that came, one above the other. */
function compared(result: StepResult | undefined): HTMLElement | false {
  if (result?.expected === undefined || result.actual === undefined || result.actual === '') return false;
  return el(
    'details',
    { class: 'compared', testid: 'replay-compared' },
    el('summary', {}, 'Expected, and the nearest that came'),
    el('div', { class: 'compared-texts' }, ...marked(result.expected, result.actual)),
  );
}

/** Both texts line by line; a line that the other text does not have is marked, by a sign as well as by its colour. */
function marked(expected: string, actual: string): HTMLElement[] {
  const [wanted, came] = [expected.split('\n'), actual.split('\n')];
  const side = (lines: readonly string[], others: readonly string[], kind: 'expected' | 'actual') =>
    el(
      'pre',
      { 'aria-label': kind === 'expected' ? 'Expected' : 'Got' },
      ...lines.map((line) => {
        const differs = !others.includes(line);
        const sign = differs ? (kind === 'expected' ? '- ' : '+ ') : '  ';
        return el('span', differs ? { class: `line-${kind}` } : {}, sign, ...visibleNodes(line), '\n');
      }),
    );
  return [side(wanted, came, 'expected'), side(came, wanted, 'actual')];
}

const okOf = (result: StepResult | undefined): string | undefined =>
  result === undefined ? undefined : String(result.ok);

function skipped(result: StepResult | undefined): HTMLElement | false {
  if (result === undefined || result.skipped.length === 0) return false;
  return el(
    'details',
    { class: 'skipped' },
    el('summary', {}, `${plural(result.skipped.length, 'message')} passed over`),
    el('ul', {}, ...result.skipped.map((text) => el('li', {}, ...visibleNodes(text)))),
  );
}
