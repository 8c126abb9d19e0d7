import type { Arrears } from './arrears.ts';

/** Something has to be met within some milliseconds; else `missed` is called, once. The clock is wound up when the arrears are settled. */
export class Deadline {
  #timer: NodeJS.Timeout | undefined;
  #met = false;

  constructor(arrears: Arrears, ms: number, missed: () => void) {
    arrears.owe(() => {
      if (!this.#met) this.#timer = setTimeout(missed, ms);
    });
  }

  met(): void {
    this.#met = true;
    clearTimeout(this.#timer);
  }
}
