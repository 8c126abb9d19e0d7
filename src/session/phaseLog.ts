import type { Micros } from '../base/branded.ts';
import type { Phase, PhaseName } from '../diagnosis/evidence.ts';
import type { Arrears } from './arrears.ts';
import { type Clock, millisecondsBetween } from './clock.ts';

type Timed = 'startMs' | 'durationMs';
type WithoutTimes<P> = P extends Phase ? Omit<P, Timed> : never;
/** How a step went. */
export type StepResult = WithoutTimes<Phase>;

/** Collects the timed steps of one attempt, and knows which one is being waited for. */
export class PhaseLog {
  readonly began: Micros;
  readonly #clock: Clock;
  readonly #onPhase: (phase: Phase) => void;
  readonly #arrears: Arrears | undefined;
  readonly #phases: Phase[] = [];
  #current: PhaseName = 'url';

  /** With `arrears`, the steps are told when those are settled. */
  constructor(clock: Clock, onPhase: (phase: Phase) => void, arrears?: Arrears) {
    this.#clock = clock;
    this.#arrears = arrears;
    this.#onPhase = onPhase;
    this.began = clock.now();
  }

  get phases(): readonly Phase[] {
    return this.#phases;
  }

  /** The step that was begun last. */
  get current(): PhaseName {
    return this.#current;
  }

  /** Milliseconds since the attempt began. */
  elapsed(at: Micros = this.#clock.now()): number {
    return millisecondsBetween(this.began, at);
  }

  /**
   * Begins a step, now or at a moment before; call the result once, with how it went, or a function where
   * that takes a while to put together, and when unless that is now.
   */
  begin(name: PhaseName, from?: Micros): (result: StepResult | (() => StepResult), at?: Micros) => void {
    this.#current = name;
    const startMs = this.elapsed(from);
    return (result, at = this.#clock.now()) => {
      const durationMs = Math.max(0, Math.round((this.elapsed(at) - startMs) * 1000) / 1000);
      const told = (): void => {
        const phase = { ...(typeof result === 'function' ? result() : result), startMs, durationMs };
        this.#phases.push(phase);
        this.#onPhase(phase);
      };
      if (this.#arrears === undefined) told();
      else this.#arrears.oweOrFollow(told);
    };
  }
}
