import { expect, it } from 'vitest';
import { columnFill, type PageFacts } from '../../../src/capture/filter/columns.ts';
import { FRAME_FLAG, NO_LENGTH } from '../../../src/capture/frameTable.ts';
import { RunColumn } from '../../../src/capture/runColumn.ts';
import type { ColumnCondition } from '../../../src/capture/filter/language/filter.ts';
import { violationOf } from '../../../src/protocol/violation.ts';

const { SERVER, FIN, RSV1, RSV3, MASKED, COMPLETE, COMPRESSED, OPCODE_SHIFT, FORM_SHIFT } = FRAME_FLAG;

function column(step: number, ...numbers: readonly number[]): RunColumn {
  const made = new RunColumn(step, () => new Float64Array(numbers.length));
  for (const [row, number] of numbers.entries()) made.append(row, row + 1, number);
  return made;
}

/** Three frames: a masked text of the client, a compressed fragment of the server, a Ping of the server. */
const page: PageFacts = {
  folds: [],
  pageOf: () => page,
  first: 4096,
  count: 3,
  at: column(0, 1000, 1500, 1500),
  wireOffset: Float64Array.of(0, 0, 204),
  payloadLength: Float64Array.of(5, 200, 0),
  message: column(1, 7, 8, 0),
  flags: Uint16Array.of(
    FIN | MASKED | COMPLETE | (1 << OPCODE_SHIFT),
    SERVER | RSV1 | COMPLETE | COMPRESSED | (2 << OPCODE_SHIFT) | (1 << FORM_SHIFT),
    SERVER | FIN | RSV3 | (9 << OPCODE_SHIFT),
  ),
  violations: Uint16Array.of(0, 0, 2),
  inflated: Uint32Array.of(NO_LENGTH, 1000, NO_LENGTH),
  startedAt: 900,
  atBefore: 999,
  brokeOffAfter: [],
  attemptOf: (frame) => (frame === 4096 ? 1 : 2),
  violationsOf: () => [violationOf('rsv3-set', 'server', 0, 1, 'RSV3 is set.')],
  messageLength: () => 250,
  notes: {
    ready: () => Promise.resolve(),
    current: () => [
      { frame: 4098, note: 'Look HERE', marked: true },
      { frame: 4096, note: 'why?' },
      { frame: 4095, marked: true },
      { frame: 4099, note: 'here' },
      { frame: 4097, marked: true },
    ],
  },
};

const is = (value: number) => [{ kind: 'is' as const, value }];
const over = (value: number) => [{ kind: 'above' as const, value, inclusive: false }];
const number = (key: string, ranges: unknown) => ({ kind: 'number', key, ranges });

it.each([
  [{ kind: 'from', from: ['client'] }, [0]],
  [{ kind: 'from', from: ['client', 'server'] }, [0, 1, 2]],
  [{ kind: 'opcode', opcodes: [2, 9] }, [1, 2]],
  [{ kind: 'flag', key: 'fin', set: true }, [0, 2]],
  [{ kind: 'flag', key: 'masked', set: false }, [1, 2]],
  [{ kind: 'flag', key: 'complete', set: false }, [2]],
  [{ kind: 'flag', key: 'compressed', set: true }, [1]],
  [{ kind: 'fragment', place: 'first' }, [1]],
  [{ kind: 'fragment', place: 'no' }, [0, 2]],
  [{ kind: 'rsv', bits: 5 }, [1, 2]],
  [{ kind: 'rsv', bits: 0 }, [0]],
  [{ kind: 'note', test: { kind: 'any' } }, [0, 1, 2]],
  [{ kind: 'note', test: { kind: 'marked' } }, [1, 2]],
  [{ kind: 'note', test: { kind: 'words', words: 'look here' } }, [2]],
  [{ kind: 'violation', rules: [] }, [2]],
  [{ kind: 'violation', rules: ['rsv3-set'] }, [2]],
  [{ kind: 'violation', rules: ['rsv1-set'] }, []],
  [number('n', is(4098)), [1]],
  [number('attempt', is(2)), [1, 2]],
  [number('message', is(0)), [2]],
  [number('length', over(4)), [0, 1]],
  [number('wire', is(11)), [0]],
  [number('wire', is(204)), [1]],
  [number('inflated', is(1000)), [1]],
  [number('ratio', is(4)), [1]],
  [number('time', is(600)), [1, 2]],
  [number('date', is(1000)), [0]],
  [number('gap', is(1)), [0]],
  [number('gap', is(0)), [2]],
])('%j', (condition, rows) => {
  const mask = new Uint8Array(4096);
  columnFill(condition as ColumnCondition)(page, mask);
  expect([0, 1, 2].filter((row) => mask[row] === 2)).toEqual(rows);
  expect(mask.slice(0, 3).every((verdict) => verdict !== 1)).toBe(true);
});
