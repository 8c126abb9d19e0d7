import type { Phase } from '../../src/contract/sessionView.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el, icon } from '../dom.ts';
import { formatMicros } from '../numbers.ts';
import { axis, phaseBar } from './phaseBar.ts';
import { type Outcome, outcome, phaseDetail, phaseName, phaseResult } from './phaseWords.ts';
import { type Scale, scaleOf } from './scale.ts';

const ICONS: Readonly<Record<Outcome, string>> = { ok: 'pass', failed: 'error', stopped: 'circle-slash' };

/**
 * The attempt's steps in order of time, each with its numbers and a bar to scale. Where there is no room the rows are laid out
 * anew, so that each element tells its role itself.
 */
export function waterfall(phases: readonly Phase[]): HTMLElement {
  const sorted = phases.toSorted((a, b) => a.startMs - b.startMs);
  const scale = scaleOf(sorted);
  return el(
    'table',
    { class: 'phases', testid: 'phases', role: 'table', 'aria-label': 'Phases' },
    el('thead', { role: 'rowgroup' }, headRow(scale)),
    el('tbody', { role: 'rowgroup' }, ...sorted.map((phase) => phaseRow(phase, sorted, scale))),
  );
}

function headRow(scale: Scale): HTMLElement {
  const head = (name: string, words: string): HTMLElement =>
    el('th', { scope: 'col', role: 'columnheader', class: name }, words);
  return el(
    'tr',
    { role: 'row' },
    head('phase-name', 'Phase'),
    head('phase-start', 'Start, ms'),
    head('phase-duration', 'Duration, ms'),
    el('td', { class: 'phase-time', 'aria-hidden': 'true' }, axis(scale)),
    head('phase-result', 'Result'),
  );
}

function phaseRow(phase: Phase, all: readonly Phase[], scale: Scale): HTMLElement {
  const how = outcome(phase);
  const tries = all.filter(({ name }) => name === phase.name);
  // Tries of TCP run side by side; which is which is told by their numbers.
  const number = phase.name === 'tcp' && tries.length > 1 ? tries.indexOf(phase) + 1 : undefined;
  const past = phase.startMs + phase.durationMs > scale.endMs * 1.0001;
  const detail = [phaseDetail(phase), number === undefined ? '' : beside(phase, tries), past ? 'longer than drawn' : '']
    .filter((words) => words !== '')
    .join(', ');
  return el(
    'tr',
    {
      role: 'row',
      class: number === undefined ? 'phase' : 'phase one-of-tries',
      'data-phase': phase.name,
      'data-ok': String(phase.ok),
    },
    el(
      'th',
      { scope: 'row', role: 'rowheader', class: 'phase-name' },
      `${phaseName(phase)}${number === undefined ? '' : `, try ${number}`}`,
    ),
    el('td', { role: 'cell', class: 'phase-start mono' }, formatMicros(phase.startMs)),
    el('td', { role: 'cell', class: 'phase-duration mono' }, formatMicros(phase.durationMs)),
    el('td', { class: 'phase-time', 'aria-hidden': 'true' }, phaseBar(phase, scale)),
    el(
      'td',
      { role: 'cell', class: 'phase-result' },
      el('span', { class: RESULT_CLASSES[how] }, icon(ICONS[how]), ...visibleNodes(phaseResult(phase))),
      el('span', { class: 'phase-detail' }, ...visibleNodes(detail)),
    ),
  );
}

const RESULT_CLASSES: Readonly<Record<Outcome, string>> = { ok: 'good', failed: 'bad', stopped: 'quiet' };

/** "at the same time as try 1", where it was. */
function beside(phase: Phase, tries: readonly Phase[]): string {
  const others = tries.flatMap((other, index) => (other !== phase && overlap(other, phase) ? [index + 1] : []));
  if (others.length === 0) return '';
  return `at the same time as ${others.length === 1 ? 'try' : 'tries'} ${others.join(' and ')}`;
}

const overlap = (a: Phase, b: Phase): boolean =>
  a.startMs < b.startMs + b.durationMs && b.startMs < a.startMs + a.durationMs;
