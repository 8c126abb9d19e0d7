import type { Call } from '../../src/contract/method.ts';
import type { PanelMethods } from '../../src/contract/panelContract.ts';
import type { PanelState } from '../panelState.ts';
import type { Store } from '../store.ts';
import { withBreakpoint } from './replayRun.ts';
import { paceOf, placeOf } from './replaySettings.ts';

/** What the user can do with sequences that run. */
export interface ReplayActions {
  replay(): Promise<void>;
  /** Runs the sequence of the last replay once more, as it is set up; with `paused` step by step. */
  replayAgain(paused: boolean): Promise<void>;
  /** Sets or takes away a breakpoint before a step of the replay. */
  turnBreakpoint(index: number): Promise<void>;
  stopReplay(): Promise<void>;
  /** Pauses the run, does one step, or goes on; `edited` is done in the place of the step that waits. */
  controlReplay(what: 'pause' | 'step' | 'continue', edited?: string): Promise<void>;
  /** Shows the frame in which that message begins. */
  showMessage(session: string, message: number): Promise<void>;
}

interface ReplayActionParts {
  readonly store: Store<PanelState>;
  readonly call: Call<PanelMethods>;
  /** Does `work`; when it fails says so in the state and answers undefined. */
  readonly attempt: <Result>(work: () => Promise<Result>) => Promise<Result | undefined>;
}

/** Waits for as long as the user needs in a dialog. */
const PATIENT = { timeoutMs: 0 };

export function createReplayActions({ store, call, attempt }: ReplayActionParts): ReplayActions {
  return {
    replay: async () => {
      await attempt(() => call('sequence.replay', {}, PATIENT));
    },
    replayAgain: async (paused) => {
      const state = store.get();
      const pace = paceOf(state.replaySetup);
      if (state.replay === undefined) return;
      if ('problem' in pace) {
        store.update({ refusal: pace.problem });
        return;
      }
      const { file, breakpoints } = state.replay;
      const on = placeOf(state);
      const settings = { pace, paused, breakpoints: [...breakpoints] };
      await attempt(() => call('sequence.again', { file, on, ...settings }, PATIENT));
    },
    turnBreakpoint: async (index) => {
      const { replay } = store.get();
      if (replay === undefined) return;
      const turned = withBreakpoint(replay, index);
      store.update({ replay: turned });
      if (turned.ended !== undefined) return;
      const told = { run: turned.run, do: 'breakpoints' as const, breakpoints: [...turned.breakpoints] };
      const answer = await attempt(() => call('sequence.control', told));
      if (answer?.problem !== undefined) store.update({ refusal: answer.problem });
    },
    stopReplay: async () => {
      const { replay } = store.get();
      if (replay !== undefined) await attempt(() => call('sequence.stop', { run: replay.run }));
    },
    controlReplay: async (what, edited) => {
      const { replay } = store.get();
      if (replay === undefined) return;
      const told = { run: replay.run, do: what, ...(edited === undefined ? {} : { edited }) };
      const answer = await attempt(() => call('sequence.control', told));
      if (answer?.problem !== undefined) store.update({ refusal: answer.problem });
    },
    showMessage: async (session, message) => {
      const found = await attempt(() => call('session.messageFrame', { session, message }));
      const frame = found?.frame;
      if (frame === undefined) return;
      store.update(({ selected }) => ({ active: session, tab: 'frames', selected: { ...selected, [session]: frame } }));
    },
  };
}
