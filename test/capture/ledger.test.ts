import { expect, test } from 'vitest';
import { micros, wireOffset } from '../../src/base/branded.ts';
import { Ledger } from '../../src/capture/ledger.ts';
import type { Violation } from '../../src/protocol/violation.ts';

const violation = (offset: number): Violation => ({
  rule: 'rsv2-set',
  section: 'RFC 6455 §5.2',
  by: 'server',
  offset: wireOffset(offset),
  length: 1,
  sentence: 'A reserved bit is set.',
});

function ledgerWithFrames(count: number): Ledger {
  const ledger = new Ledger();
  for (let i = 0; i < count; i++) {
    ledger.table.add(
      {
        from: 'server',
        wireOffset: wireOffset(i * 2),
        fin: true,
        rsv1: false,
        rsv2: true,
        rsv3: false,
        opcode: 1,
        masked: false,
        maskingKey: 0,
        lengthForm: 7,
        payloadLength: 0,
        headerLength: 2,
      },
      micros(i),
    );
  }
  return ledger;
}

test('violations are listed, counted, and found by frame', () => {
  const ledger = ledgerWithFrames(2);
  ledger.addViolation(violation(0), 1, 1);
  ledger.addViolation(violation(1), undefined, 1);
  ledger.addViolation(violation(2), 1, 1);
  expect(ledger.violationCount).toBe(3);
  expect(ledger.violationsOf(1).map(({ offset }) => offset)).toEqual([0, 2]);
  expect(ledger.violationsOf(0)).toEqual([]);
  expect(ledger.violations[1]).toEqual({ violation: violation(1), frame: undefined, attempt: 1 });
  expect(ledger.table.violations(1)).toBe(2);
});

test('the first 1,000 are kept, all are counted', () => {
  const ledger = ledgerWithFrames(1500);
  for (let i = 0; i < 1500; i++) ledger.addViolation(violation(i), i, 1);
  expect([ledger.violationCount, ledger.violations.length]).toEqual([1500, 1000]);
  expect(ledger.table.violations(1499)).toBe(1);
});
