import type { Micros } from '../base/branded.ts';
import type { Phase, PhaseName } from '../diagnosis/evidence.ts';
import { type Clock, millisecondsBetween } from './clock.ts';

type Timed = 'startMs' | 'durationMs';
type WithoutTimes<P> = P extends Phase ? Omit<P, Timed> : never;

/** Collects the timed steps of one attempt, and knows which one is being waited for. */
export class PhaseLog {
  readonly began: Micros;
  readonly #clock: Clock;
  readonly #onPhase: (phase: Phase) => void;
  readonly #phases: Phase[] = [];
  #current: PhaseName = 'url';

  constructor(clock: Clock, onPhase: (phase: Phase) => void) {
    this.#clock = clock;
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

  /** Begins a step; call the result once, with how it went, and when unless that is now. */
  begin(name: PhaseName): (result: WithoutTimes<Phase>, at?: Micros) => void {
    this.#current = name;
    const startMs = this.elapsed();
    return (result, at) => {
      const phase = {
        ...result,
        startMs,
        durationMs: Math.max(0, Math.round((this.elapsed(at) - startMs) * 1000) / 1000),
      };
      this.#phases.push(phase);
      this.#onPhase(phase);
    };
  }
}
