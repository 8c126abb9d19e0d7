import { expect, test } from 'vitest';
import type { ProbeRow } from '../../../src/diagnosis/probe.ts';
import { probeEnded, probeStarted, probeTried } from '../../../webview/failure/probeRun.ts';

const row: ProbeRow = { id: 'as-asked', title: 'as it was asked for', accepted: false, said: 'No', durationMs: 1 };

test('collects rows while it runs, and keeps them at its end', () => {
  const begun = probeStarted({ probes: {} }, 's1');
  const tried = { ...begun, ...probeTried(begun, 's1', row) };
  expect(tried.probes['s1']).toEqual({ rows: [row] });
  const ended = probeEnded(tried, 's1', { problem: 'Stopped.' });
  expect(ended.probes['s1']).toEqual({ rows: [row], ended: { problem: 'Stopped.' } });
  const result = { ladder: [], rows: [row, row], conclusion: 'None.' };
  expect(probeEnded(tried, 's1', result).probes['s1']?.rows).toHaveLength(2);
});

test('a row that belongs to no run is passed over', () => {
  expect(probeTried({ probes: {} }, 's1', row)).toEqual({});
  const ended = probeEnded(probeStarted({ probes: {} }, 's1'), 's1', { problem: 'Stopped.' });
  expect(probeTried(ended, 's1', row)).toEqual({});
});

test('sessions have a run each', () => {
  const both = probeStarted(probeStarted({ probes: {} }, 's1'), 's2');
  const tried = { ...both, ...probeTried(both, 's2', row) };
  expect(tried.probes['s1']?.rows).toEqual([]);
});
