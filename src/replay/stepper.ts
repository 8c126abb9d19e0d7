import type { Gate } from './runOptions.ts';
import type { Json, Step } from './sequence.ts';

/** The step that a paused run is about to do. */
export interface Paused {
  readonly index: number;
  readonly step: Step;
  readonly variables: Readonly<Record<string, Json>>;
}

export interface StepperOptions {
  /** Pause before the first step. */
  readonly paused: boolean;
  /** Indexes of steps to pause before. */
  readonly breakpoints: readonly number[];
  /** The run pauses here; undefined when it goes on. */
  readonly onChange: (paused: Paused | undefined) => void;
}

/** Holds a run before a step until it is told to go on. Time-outs of a step begin after that. */
export class Stepper {
  readonly #onChange: (paused: Paused | undefined) => void;
  #breakpoints: ReadonlySet<number>;
  #pauseNext: boolean;
  #waiting: { readonly paused: Paused; readonly go: (step: Step) => void }[] = [];

  constructor({ paused, breakpoints, onChange }: StepperOptions) {
    this.#pauseNext = paused;
    this.#breakpoints = new Set(breakpoints);
    this.#onChange = onChange;
  }

  readonly gate: Gate = (paused) => {
    if (!this.#pauseNext && !this.#breakpoints.has(paused.index)) return Promise.resolve(paused.step);
    this.#pauseNext = true;
    return new Promise((go) => {
      this.#waiting.push({ paused, go });
      if (this.#waiting.length === 1) this.#onChange(paused);
    });
  };

  get paused(): Paused | undefined {
    return this.#waiting[0]?.paused;
  }

  setBreakpoints(indexes: readonly number[]): void {
    this.#breakpoints = new Set(indexes);
  }

  /** Pauses before the next step. */
  pause(): void {
    this.#pauseNext = true;
  }

  /** Does the step that waits, or another in its place, and pauses again. */
  step(edited?: Step): void {
    const first = this.#waiting.shift();
    if (first === undefined) return;
    this.#onChange(this.paused);
    first.go(edited ?? first.paused.step);
  }

  /** Goes on until the next breakpoint. */
  continue(edited?: Step): void {
    this.#pauseNext = false;
    this.step(edited);
    // Branches that were held as well go on too.
    while (this.#waiting.length > 0) this.step();
  }
}
