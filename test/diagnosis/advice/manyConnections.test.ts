import { expect, test } from 'vitest';
import { manyConnections } from '../../../src/diagnosis/advice/manyConnections.ts';
import { around, openTo } from './samples.ts';

test('from six on, with the host', () => {
  const evidence = openTo('ws://127.0.0.1:9001/');
  expect(manyConnections(evidence, { ...around, sameHost: 5 })).toBeUndefined();
  expect(manyConnections(evidence, { ...around, sameHost: 6 })?.title).toBe('6 connections to 127.0.0.1:9001 are open');
});
