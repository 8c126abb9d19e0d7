import type { CopyForm } from '../../src/contract/frameCopy.ts';
import type { Call } from '../../src/contract/method.ts';
import type { PanelMethods } from '../../src/contract/panelContract.ts';
import type { Outgoing } from '../../src/contract/engineContract.ts';
import { formatHex } from '../../src/base/hex.ts';
import { formatCount, plural } from '../numbers.ts';
import { type PanelState, withMessage } from '../panelState.ts';
import type { Store } from '../store.ts';
import { framesIn } from './framesIn.ts';
import type { ListPreferences } from './preferences.ts';

/** More frames at once are for a file. */
const MAX_COPIED = 10_000;
/** A payload that is sent again or edited comes into the panel whole. */
const MAX_EDITED = 1024 * 1024;

/** What the user can do with the list and what is selected in it. */
export interface ListActions {
  /** The view stands still while the capture goes on; again, and it goes on too. */
  togglePause(): void;
  resume(): void;
  /** Takes the rows there are out of view; the capture keeps them. */
  clearView(): void;
  /** Brings back what was cleared away. */
  showCleared(): void;
  /** Shows the newest row and follows the tail from then on. */
  goToEnd(): void;
  /** Every message of several fragments is one row, or every fragment has its own again. */
  foldAll(): void;
  /** Folds or unfolds the message that begins with that frame (0-based). */
  turnFold(frame: number): void;
  prefer(change: (before: ListPreferences) => ListPreferences): void;
  selectAll(): void;
  /** Puts the selected frames on the clipboard. */
  copy(as: CopyForm): Promise<boolean>;
  /** Writes the exact bytes of the selected frames to a file that the user chooses. */
  saveBytes(): Promise<void>;
  /** Sends the selected message once more. */
  sendAgain(): Promise<void>;
  /** Puts the selected message into the composer. */
  editAndSend(): Promise<void>;
  /** Marks the selected frames, or takes the marks away when all have one. */
  toggleMark(): Promise<void>;
  /** Asks for a note at the frame that was selected last. */
  editNote(): Promise<void>;
}

export interface ListActionParts {
  readonly store: Store<PanelState>;
  readonly call: Call<PanelMethods>;
  /** Does `work`; when it fails says so in the state and answers undefined. */
  readonly attempt: <Result>(work: () => Promise<Result>) => Promise<Result | undefined>;
  readonly send: (outgoing: Outgoing) => Promise<boolean>;
}

/** Waits for as long as the user needs in a dialog. */
const PATIENT = { timeoutMs: 0 };

export function createListActions({ store, call, attempt, send }: ListActionParts): ListActions {
  const ofActive = (change: (session: string, state: PanelState) => Partial<PanelState>): void =>
    store.update((state) => (state.active === undefined ? {} : change(state.active, state)));

  /** The selected frames that are shown, with their session; undefined when there are none. */
  const selectedFrames = async (): Promise<{ session: string; frames: readonly number[] } | undefined> => {
    const { active, selection, rows } = store.get();
    const ranges = selection[active ?? '']?.ranges ?? [];
    if (active === undefined || rows === undefined || ranges.length === 0) {
      throw new Error('No frame is selected. Select one in the list first.');
    }
    const frames = await framesIn(rows, ranges, MAX_COPIED + 1);
    if (frames.length > MAX_COPIED) {
      throw new Error(`More than ${formatCount(MAX_COPIED)} frames are selected. Select fewer, or export the capture.`);
    }
    return { session: active, frames };
  };

  /** The message of the frame selected last, whole. */
  const selectedMessage = async (): Promise<{ bytes: Uint8Array; text: string | undefined }> => {
    const { active, selected } = store.get();
    const frame = selected[active ?? ''];
    if (active === undefined || frame === undefined) throw new Error('No frame is selected. Select one first.');
    const detail = await call('session.frame', { session: active, frame });
    const opcode = detail.message?.opcode ?? detail.opcode;
    if (opcode >= 8) throw new Error('Only text and binary messages can be sent again. The composer sends a ping.');
    const of = detail.message === undefined ? 'frame' : 'message';
    const piece = await call('session.payload', { session: active, frame, of, offset: 0, length: MAX_EDITED });
    if (piece.problem !== undefined) throw new Error(piece.problem);
    if (piece.total > MAX_EDITED) {
      throw new Error('The message is longer than 1 MiB. Save it to a file instead.');
    }
    return { bytes: piece.bytes, text: opcode === 1 ? wellFormed(piece.bytes) : undefined };
  };

  const annotate = async (frames: readonly number[], change: { marked?: boolean; note?: string }): Promise<void> => {
    const { active } = store.get();
    if (active !== undefined) await call('session.annotate', { session: active, frames: [...frames], ...change });
  };

  return {
    togglePause: () =>
      ofActive((session, { paused, rows }) => {
        if (session in paused) return { paused: without(paused, session), said: 'The view goes on.' };
        return { paused: { ...paused, [session]: rows?.count ?? 0 }, said: 'The view is paused. Recording goes on.' };
      }),
    resume: () => ofActive((session, { paused }) => (session in paused ? { paused: without(paused, session) } : {})),
    clearView: () =>
      ofActive((session, { cleared, paused, frames, selected, selection }) => ({
        selected: without(selected, session),
        selection: without(selection, session),
        cleared: { ...cleared, [session]: frames[session] ?? 0 },
        paused: without(paused, session),
        said: 'The view is cleared. The capture keeps every frame.',
      })),
    showCleared: () => ofActive((session, { cleared }) => ({ cleared: without(cleared, session) })),
    goToEnd: () => store.update(({ atEnd }) => ({ atEnd: atEnd + 1 })),
    foldAll: () => store.update(({ list }) => ({ list: { ...list, fold: !list.fold }, otherwise: {} })),
    turnFold: (frame) =>
      ofActive((session, { otherwise }) => {
        const turned = otherwise[session] ?? [];
        const next = turned.includes(frame) ? turned.filter((other) => other !== frame) : [...turned, frame];
        return { otherwise: { ...otherwise, [session]: next } };
      }),
    prefer: (change) => store.update(({ list }) => ({ list: change(list) })),
    selectAll: () =>
      ofActive((session, { selection, frames, cleared, selected }) => {
        const last = (frames[session] ?? 0) - 1;
        const first = cleared[session] ?? 0;
        if (last < first) return {};
        return {
          selection: { ...selection, [session]: { ranges: [[first, last]], anchor: first } },
          selected: session in selected ? selected : { ...selected, [session]: last },
        };
      }),
    copy: async (as) => {
      const copied = await attempt(async () => {
        const chosen = await selectedFrames();
        if (chosen === undefined) return undefined;
        await call('frames.copy', { session: chosen.session, frames: [...chosen.frames], as });
        return chosen.frames.length;
      });
      if (copied !== undefined) store.update({ said: `${plural(copied, 'frame')} copied.` });
      return copied !== undefined;
    },
    saveBytes: async () => {
      await attempt(async () => {
        const chosen = await selectedFrames();
        if (chosen === undefined) return;
        const { file } = await call('frames.save', { session: chosen.session, frames: [...chosen.frames] }, PATIENT);
        if (file !== undefined) store.update({ said: `Saved as ${file}.` });
      });
    },
    sendAgain: async () => {
      const message = await attempt(selectedMessage);
      if (message === undefined) return;
      const { bytes, text } = message;
      const sent = await send(
        text === undefined ? { kind: 'binary', bytes: Uint8Array.from(bytes) } : { kind: 'text', text },
      );
      if (sent) store.update({ said: 'Sent again.' });
    },
    editAndSend: async () => {
      const message = await attempt(selectedMessage);
      if (message === undefined) return;
      const { bytes, text } = message;
      const [words, as] = text === undefined ? ([formatHex(bytes), 'hex'] as const) : ([text, 'text'] as const);
      store.update((state) => withMessage(state, words, as));
    },
    toggleMark: async () => {
      await attempt(async () => {
        const chosen = await selectedFrames();
        if (chosen === undefined) return;
        const { active } = store.get();
        const all = await call('session.annotations', { session: active ?? '' });
        const marked = new Set(all.filter((entry) => entry.marked === true).map(({ frame }) => frame));
        await annotate(chosen.frames, { marked: !chosen.frames.every((frame) => marked.has(frame)) });
      });
    },
    editNote: async () => {
      await attempt(async () => {
        const { active, selected } = store.get();
        const frame = selected[active ?? ''];
        if (active === undefined || frame === undefined) throw new Error('No frame is selected. Select one first.');
        const before = (await call('session.annotations', { session: active })).find((entry) => entry.frame === frame);
        const { text } = await call('note.ask', { frame, before: before?.note ?? '' }, PATIENT);
        if (text !== undefined) await annotate([frame], { note: text });
      });
    },
  };
}

/** The text, or undefined when the bytes are no UTF-8: what is sent again has to be the same bytes. */
function wellFormed(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Text that is no UTF-8 cannot be written as text: it goes as bytes.
    return undefined;
  }
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  const { [key]: _gone, ...others } = record;
  return others;
}
