import * as v from 'valibot';
import { expect, it } from 'vitest';
import { sessionMethods } from '../../src/contract/engineContract.ts';
import { panelMethods } from '../../src/contract/panelContract.ts';

const accepts = (name: keyof typeof panelMethods, params: unknown): boolean => v.is(panelMethods[name].params, params);

it('a panel may ask all that concerns a session, and cannot open files or run sequences by itself', () => {
  expect(Object.keys(panelMethods)).toEqual(expect.arrayContaining(Object.keys(sessionMethods)));
  for (const name of ['session.open', 'sequence.run']) expect(panelMethods).not.toHaveProperty([name]);
});

it('a profile is saved whole, with the place that it goes to', () => {
  const whole = { name: 'Local', file: 'file:///suite/.vscode/websockets.json', edits: false };
  expect(accepts('profile.save', { ...whole, options: { url: 'ws://127.0.0.1/' } })).toBe(true);
  expect(accepts('profile.save', { ...whole, options: {} })).toBe(false);
  expect(accepts('profile.save', { name: 'Local', edits: false, options: { url: 'ws://127.0.0.1/' } })).toBe(false);
});

it('what is no connection is not opened', () => {
  expect(accepts('connection.open', { options: { url: 'ws://127.0.0.1/' } })).toBe(true);
  expect(accepts('connection.open', { options: { url: 'ws://127.0.0.1/' }, profile: 'Local' })).toBe(true);
  expect(accepts('connection.open', { options: {} })).toBe(false);
  expect(accepts('connection.open', { options: { url: 'ws://127.0.0.1/', headers: { A: 'b' } } })).toBe(false);
});
