import type { FrameRow } from '../../src/contract/framePage.ts';
import { formatCount, formatMicros } from '../numbers.ts';
import { frameKind } from './frameKind.ts';

/** In characters: what most captures need, so that columns seldom move. */
const FIRST = { number: 3, time: 8, opcode: 12 } as const;

/** Widens columns to what has stood in them, and never narrows them while one session is shown. */
export interface ColumnFit {
  fit(rows: number, inView: readonly FrameRow[]): void;
  reset(): void;
}

/** The widths are custom properties of `list`, in characters; its style sheet makes columns of them. */
export function createColumnFit(list: HTMLElement): ColumnFit {
  let widths: Record<keyof typeof FIRST, number> = { ...FIRST };

  const widen = (column: keyof typeof FIRST, width: number): void => {
    if (width <= widths[column]) return;
    widths[column] = width;
    list.style.setProperty(`--${column}-width`, String(width));
  };

  return {
    fit: (rows, inView) => {
      widen('number', formatCount(rows).length);
      for (const row of inView) widen('opcode', frameKind(row).length);
      const last = inView.at(-1);
      if (last !== undefined) widen('time', formatMicros(last.atMs).length);
    },
    reset: () => {
      widths = { ...FIRST };
      for (const column of Object.keys(FIRST)) list.style.removeProperty(`--${column}-width`);
    },
  };
}
