import type { FrameRow } from '../../src/contract/framePage.ts';
import type { FrameAside } from '../../src/contract/listPage.ts';
import { type Selection, sizeOf } from './selection.ts';

/** More are not named one by one: a command on all of them asks the list. */
const MAX_NAMED = 100;

/**
 * What VS Code's context menu is told of the row that it opens at: its `when` clauses see each of these, and its commands get
 * them as argument. `webviewSection` is `frame`, or `frames` when several are selected.
 */
export function menuContext(
  session: string,
  row: FrameRow,
  aside: FrameAside,
  selection: Selection | undefined,
): Readonly<Record<string, unknown>> {
  const size = sizeOf(selection);
  return {
    webviewSection: size > 1 ? 'frames' : 'frame',
    preventDefaultContextMenuItems: true,
    session,
    frame: row.frame,
    ...(size > 1 ? { frames: selectedFrames(selection) } : {}),
    frameIsData: row.opcode < 8,
    frameMarked: aside.marked === true,
    frameNoted: aside.note !== undefined,
    frameFragmented: aside.fragments !== undefined,
  };
}

/** The first selected frames (0-based, rising), shown or not. */
export const selectedFrames = (selection: Selection | undefined): readonly number[] =>
  (selection?.ranges ?? [])
    .flatMap(([first, last]) => Array.from({ length: Math.min(MAX_NAMED, last - first + 1) }, (_, i) => first + i))
    .slice(0, MAX_NAMED);
