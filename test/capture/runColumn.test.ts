import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunColumn } from '../../src/capture/runColumn.ts';

const ROWS = 4096;
const dirty = (): Uint32Array<ArrayBuffer> => new Uint32Array(ROWS).fill(0xdeadbeef);
const unwanted = (): never => {
  throw new Error('Each row has memory of its own.');
};

const all = (column: RunColumn, count: number): number[] => Array.from({ length: count }, (_, row) => column.at(row));

it('takes no memory for rows that go on by the step', () => {
  const column = new RunColumn(1, unwanted);
  column.append(0, 1000, 7);
  for (let row = 1000; row < ROWS; row += 1) column.append(row, row + 1, 7 + row);
  expect(all(column, ROWS)).toEqual(Array.from({ length: ROWS }, (_, row) => 7 + row));
});

it('takes none for numbers that become known while their row is the last', () => {
  const column = new RunColumn(1, unwanted);
  for (let row = 0; row < ROWS; row += 1) {
    column.append(row, row + 1, 0);
    expect(column.at(row)).toBe(0);
    column.set(row, 1 + row, row + 1);
  }
  expect(all(column, ROWS)).toEqual(Array.from({ length: ROWS }, (_, row) => 1 + row));
});

it('gives each row its own number once there are too many runs', () => {
  let made = 0;
  const column = new RunColumn(0, () => {
    made += 1;
    return new Float64Array(ROWS);
  });
  const numbers = Array.from({ length: ROWS }, (_, row) => 1.76e15 + row * 0.25);
  for (const [row, number] of numbers.entries()) column.append(row, row + 1, number);
  expect(all(column, ROWS)).toEqual(numbers);
  expect(made).toBe(1);
});

it('holds what a plain array holds, whatever is appended and changed', () => {
  const append = fc.record({ length: fc.nat({ max: 300 }), first: fc.nat({ max: 3 }) });
  const change = fc.record({ back: fc.nat({ max: 4 }), number: fc.nat({ max: 3 }) });
  fc.assert(
    fc.property(fc.constantFrom(0, 1), fc.array(fc.oneof(append, change), { maxLength: 40 }), (step, deeds) => {
      const column = new RunColumn(step, dirty);
      const model: number[] = [];
      for (const deed of deeds) {
        const count = model.length;
        if ('back' in deed) {
          const row = count - 1 - deed.back;
          if (row < 0) continue;
          // Mostly the next number, as messages have it.
          const number = deed.number === 0 ? (model[row - 1] ?? 0) + step : deed.number;
          column.set(row, number, count);
          model[row] = number;
        } else {
          const length = Math.min(deed.length + 1, ROWS - count);
          const first = deed.first === 0 ? (model.at(-1) ?? 0) + step : deed.first;
          if (length > 0) column.append(count, count + length, first);
          for (let i = 0; i < length; i += 1) model.push(first + step * i);
        }
        // Backwards as well: a row is looked up beside the one before, and anywhere.
        expect(column.at(0)).toBe(model[0] ?? 0);
        expect(all(column, model.length)).toEqual(model);
        const half = Math.ceil(model.length / 2);
        expect([...column.first(half, dirty())].slice(0, half)).toEqual(model.slice(0, half));
      }
    }),
  );
});

it('holds what a plain array holds, through many runs', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 }), { minLength: 250, maxLength: 600 }), fc.nat(), (numbers, place) => {
      const column = new RunColumn(0, dirty);
      const model: number[] = [];
      for (const number of numbers) {
        column.append(model.length, model.length + 1, number);
        model.push(number);
      }
      const row = place % model.length;
      column.set(row, 9, model.length);
      model[row] = 9;
      column.append(model.length, model.length + 2, 4);
      model.push(4, 4);
      expect(all(column, model.length)).toEqual(model);
    }),
  );
});
