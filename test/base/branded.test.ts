import { expect, it } from 'vitest';
import { frameId, micros, wireOffset } from '../../src/base/branded.ts';

it('brands cost nothing at run time', () => {
  expect([micros(1.5), wireOffset(2), frameId(3)]).toEqual([1.5, 2, 3]);
});
