import type { Phase } from '../../src/contract/sessionView.ts';
import { el, icon } from '../dom.ts';
import { formatDuration, formatMicros } from '../numbers.ts';
import { phaseDetail, phaseName, phaseResult } from './phaseWords.ts';

/** The attempt's steps in order, each with its time and a bar to scale. */
export function phasesView(phases: readonly Phase[]): HTMLElement {
  const total = Math.max(...phases.map((phase) => phase.startMs + phase.durationMs), Number.MIN_VALUE);
  const heads = [
    ['Phase', 'phase-name'],
    ['Start, ms', 'phase-start'],
    ['Duration', 'phase-duration'],
    ['Time', 'phase-time'],
    ['Result', 'phase-result'],
  ] as const;
  return el(
    'table',
    { class: 'phases', testid: 'phases' },
    el('thead', {}, el('tr', {}, ...heads.map(([head, name]) => el('th', { scope: 'col', class: name }, head)))),
    el('tbody', {}, ...phases.map((phase) => phaseRow(phase, total))),
  );
}

function phaseRow(phase: Phase, total: number): HTMLElement {
  const bar = el('span', { class: phase.ok ? 'phase-bar' : 'phase-bar failed' });
  bar.style.marginLeft = `${((phase.startMs / total) * 100).toFixed(2)}%`;
  bar.style.width = `${((phase.durationMs / total) * 100).toFixed(2)}%`;
  return el(
    'tr',
    { 'data-phase': phase.name, 'data-ok': String(phase.ok) },
    el('th', { scope: 'row', class: 'phase-name' }, phaseName(phase.name)),
    el('td', { class: 'phase-start mono' }, formatMicros(phase.startMs)),
    el('td', { class: 'phase-duration mono' }, formatDuration(phase.durationMs)),
    el('td', { class: 'phase-time', 'aria-hidden': 'true' }, el('span', { class: 'phase-track' }, bar)),
    el(
      'td',
      { class: 'phase-result' },
      el('span', { class: phase.ok ? 'good' : 'bad' }, icon(phase.ok ? 'pass' : 'error'), phaseResult(phase)),
      el('span', { class: 'phase-detail' }, phaseDetail(phase)),
    ),
  );
}
