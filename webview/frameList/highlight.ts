import { type Child, el } from '../dom.ts';
import { visiblePreview } from './preview.ts';
import type { TextRange } from './rowSource.ts';

/** The preview with those ranges of its characters in `mark` elements. Ranges rise and do not overlap. */
export function highlighted(preview: string, ranges: readonly TextRange[]): Child[] {
  const pieces: Child[] = [];
  let done = 0;
  for (const { start, end } of ranges) {
    const from = Math.max(done, start);
    if (end <= from || from >= preview.length) continue;
    if (from > done) pieces.push(visiblePreview(preview.slice(done, from)));
    pieces.push(el('mark', {}, visiblePreview(preview.slice(from, end))));
    done = end;
  }
  if (done < preview.length) pieces.push(visiblePreview(preview.slice(done)));
  return pieces;
}
