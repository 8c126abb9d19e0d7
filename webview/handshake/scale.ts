import type { Phase } from '../../src/contract/sessionView.ts';

/** The one axis of a waterfall, in milliseconds from 0. */
export interface Scale {
  readonly endMs: number;
  readonly ticks: readonly { readonly ms: number; readonly label: string }[];
}

/** As long as the first frame's wait may be beside all else, before it would squeeze everything else to nothing. */
const LONGEST_WAIT = 4;

const endOf = ({ startMs, durationMs }: Phase): number => startMs + durationMs;

/** The axis for these phases. A long wait for the first frame goes on past its end. */
export function scaleOf(phases: readonly Phase[]): Scale {
  const opening = Math.max(0, ...phases.filter(({ name }) => name !== 'frame').map(endOf));
  const whole = Math.max(opening, ...phases.map(endOf));
  const endMs = whole > opening * LONGEST_WAIT && opening > 0 ? opening * 1.25 : whole;
  return endMs > 0 ? { endMs, ticks: ticksUpTo(endMs) } : { endMs: 0.001, ticks: [{ ms: 0, label: '0' }] };
}

/** Places on the axis as parts of a hundred. */
export const percent = ({ endMs }: Scale, ms: number): number => Math.min(100, Math.max(0, (ms / endMs) * 100));

/** From two to five round numbers after 0: steps of 1, 2 or 5 of some power of ten. */
function ticksUpTo(endMs: number): Scale['ticks'] {
  const rough = endMs / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const count = Math.floor(endMs / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => ({ ms: index * step, label: label(index * step, digits) }));
}

const label = (ms: number, digits: number): string =>
  ms === 0 ? '0' : ms.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
