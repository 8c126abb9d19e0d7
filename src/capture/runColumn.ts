import { firstNotBelow } from './order/frameOrder.ts';

/** Beyond that many runs, looking for one costs more than the memory is worth. */
const MOST_RUNS = 256;

type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/**
 * Numbers of neighbouring rows that mostly go on by the same step from row to row. Kept by the run while there are few runs, which is
 * next to nothing a row; one by one once there are many.
 */
export class RunColumn {
  readonly #step: number;
  readonly #singly: () => Numbers;
  /** The first row of each run, rising, and the number that stands there. A run ends where the next one begins. */
  readonly #starts: number[] = [];
  readonly #firsts: number[] = [];
  /** The run that was asked for last: rows are mostly asked for one after the other. */
  #lately = 0;
  #numbers: Numbers | undefined;

  /** From one row to the next a run goes on by `step`; `singly` makes room for the numbers of all rows, each by itself. */
  constructor(step: number, singly: () => Numbers) {
    this.#step = step;
    this.#singly = singly;
  }

  /** The number in a row that has been appended. */
  at(row: number): number {
    if (this.#numbers !== undefined) return this.#numbers[row] ?? 0;
    const starts = this.#starts;
    let run = this.#lately;
    if (row < (starts[run] ?? 0) || row >= (starts[run + 1] ?? Infinity)) this.#lately = run = this.#runOf(row);
    return (this.#firsts[run] ?? 0) + this.#step * (row - (starts[run] ?? 0));
  }

  /** The numbers of rows 0 up to but not including `count`, for whoever goes through them; `room` may be where they are put. */
  first(count: number, room: Numbers): Numbers {
    if (this.#numbers !== undefined) return this.#numbers;
    for (let run = 0; run < this.#starts.length; run += 1) {
      const start = this.#starts[run] ?? 0;
      const first = this.#firsts[run] ?? 0;
      const end = Math.min(count, this.#starts[run + 1] ?? count);
      for (let row = start; row < end; row += 1) room[row] = first + this.#step * (row - start);
    }
    return room;
  }

  /** Numbers for `row`, which is the one behind all others, up to but not including `end`: `first`, and so on by the step. */
  append(row: number, end: number, first: number): void {
    if (this.#numbers === undefined) {
      if (row > 0 && this.at(row - 1) + this.#step === first) return;
      if (this.#starts.length < MOST_RUNS) {
        this.#starts.push(row);
        this.#firsts.push(first);
        return;
      }
    }
    const numbers = this.#each(row);
    for (let at = row; at < end; at += 1) numbers[at] = first + this.#step * (at - row);
  }

  /** Changes the number in `row`, one of `count`. */
  set(row: number, number: number, count: number): void {
    if (this.at(row) === number) return;
    if (this.#numbers !== undefined || row < count - 1) {
      this.#each(count)[row] = number;
      return;
    }
    if (this.#starts.at(-1) === row) this.#forgetLastRun();
    this.append(row, count, number);
  }

  /** From now on each row has its own number. */
  #each(count: number): Numbers {
    if (this.#numbers !== undefined) return this.#numbers;
    const numbers = this.#singly();
    for (let row = 0; row < count; row += 1) numbers[row] = this.at(row);
    [this.#starts.length, this.#firsts.length] = [0, 0];
    return (this.#numbers = numbers);
  }

  #forgetLastRun(): void {
    this.#starts.pop();
    this.#firsts.pop();
    this.#lately = 0;
  }

  #runOf(row: number): number {
    return firstNotBelow(this.#starts.length, (run) => this.#starts[run] ?? 0, row + 1) - 1;
  }
}
