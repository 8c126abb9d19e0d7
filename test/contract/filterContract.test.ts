import * as v from 'valibot';
import { expect, it } from 'vitest';
import { filterMethods } from '../../src/contract/filterContract.ts';

const accepts = (name: keyof typeof filterMethods, params: unknown): boolean =>
  v.safeParse(filterMethods[name].params, params).success;

it('checks what a view or a search is asked with', () => {
  expect(accepts('session.filter', { session: 's', view: 'v', text: 'from:client' })).toBe(true);
  expect(accepts('session.filter', { session: 's', text: 'from:client' })).toBe(false);
  expect(accepts('session.filter.frames', { session: 's', view: 'v', first: 0, count: 1000 })).toBe(true);
  expect(accepts('session.filter.frames', { session: 's', view: 'v', first: -1, count: 1000 })).toBe(false);
  expect(accepts('session.find', { session: 's', text: 'x', from: { frame: -1 }, direction: 'next' })).toBe(true);
  expect(accepts('session.find', { session: 's', text: 'x', from: { frame: -2 }, direction: 'next' })).toBe(false);
});
