import type { Phase } from '../../src/contract/sessionView.ts';
import { el, icon } from '../dom.ts';
import { outcome } from './phaseWords.ts';
import { type Scale, percent } from './scale.ts';

/** One phase drawn on the axis. It is decoration: the numbers beside it say the same. */
export function phaseBar(phase: Phase, scale: Scale): HTMLElement {
  const bar = el('span', { class: `phase-bar ${phase.name} ${outcome(phase)}` }, firstByte(phase));
  const start = percent(scale, phase.startMs);
  bar.style.left = `${start.toFixed(3)}%`;
  bar.style.width = `${(percent(scale, phase.startMs + phase.durationMs) - start).toFixed(3)}%`;
  const goesOn = phase.startMs + phase.durationMs > scale.endMs * 1.0001;
  const lines = scale.ticks.map(({ ms }) => placed(el('span', { class: 'tick-line' }), percent(scale, ms)));
  return el(
    'span',
    { class: 'phase-track' },
    ...lines,
    bar,
    goesOn && el('span', { class: 'goes-on' }, icon('arrow-right')),
  );
}

/** The numbers along the axis. */
export function axis(scale: Scale): HTMLElement {
  const labels = scale.ticks.map(({ ms, label }) => {
    const at = percent(scale, ms);
    const end = at === 0 ? ' first' : at > 96 ? ' last' : '';
    return placed(el('span', { class: `tick${end}` }, label), at);
  });
  return el('span', { class: 'axis' }, ...labels);
}

/** When the first byte came, on the bar of what was waited for. */
function firstByte(phase: Phase): HTMLElement | false {
  if (phase.name !== 'response' || phase.firstByteMs === undefined || phase.durationMs <= 0) return false;
  const part = ((phase.firstByteMs - phase.startMs) / phase.durationMs) * 100;
  return placed(el('span', { class: 'first-byte' }), Math.min(100, Math.max(0, part)));
}

function placed(element: HTMLElement, at: number): HTMLElement {
  element.style.left = `${at.toFixed(3)}%`;
  return element;
}
