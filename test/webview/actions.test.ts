import { expect, test } from 'vitest';
import { CallError } from '../../src/contract/rpc.ts';
import { emptyFields } from '../../webview/connection/draftFields.ts';
import { fakePanel } from './fakePanel.ts';

const fields = { ...emptyFields, url: 'ws://a', subprotocols: 'x' };

test('connect opens what is typed and shows the session', async () => {
  const panel = fakePanel(
    { fields, profile: { name: 'P', url: 'ws://a' } },
    { 'connection.open': () => ({ ok: true, session: 's9' }) },
  );
  const connecting = panel.actions.connect();
  expect(panel.store.get().opening).toBe(true);
  // A second press while the first is under way opens nothing.
  await panel.actions.connect();
  await connecting;
  expect(panel.calls).toEqual([['connection.open', { options: { url: 'ws://a', subprotocols: ['x'] }, profile: 'P' }]]);
  expect(panel.store.get()).toMatchObject({ active: 's9', opening: false, problems: [] });
});

test("a profile's name is not given to a connection with another URL", async () => {
  const panel = fakePanel(
    { fields, profile: { name: 'P', url: 'ws://a' } },
    { 'connection.open': () => ({ ok: true, session: 's' }) },
  );
  panel.actions.edit({ url: 'ws://a/other' });
  await panel.actions.connect();
  panel.actions.edit({ url: ' ws://a' });
  await panel.actions.connect();
  expect(panel.calls.map(([, params]) => (params as { profile?: string }).profile)).toEqual([undefined, 'P']);
});

test('problems stay with the fields, and what is typed stays too; editing a field lets its problem go', async () => {
  const problems = [
    { field: 'url', message: 'No.' },
    { field: 'handshakeTimeout', message: 'Too long.' },
  ];
  const panel = fakePanel({ fields }, { 'connection.open': () => ({ ok: false, problems }) });
  await panel.actions.connect();
  expect(panel.store.get()).toMatchObject({ problems, fields, active: undefined });
  const before = panel.store.get().problems;
  panel.actions.edit({ origin: 'https://o' });
  expect(panel.store.get().problems).toBe(before);
  panel.actions.edit({ handshakeTimeout: '5' });
  expect(panel.store.get().problems).toEqual([problems[0]]);
});

test('options of a group are wrong together: editing one lets the problems of all go', () => {
  const panel = fakePanel({ problems: [{ field: 'tls', part: 'cert', message: 'No key.' }] });
  panel.actions.edit({ 'tls.key': 'key.pem' });
  expect(panel.store.get().problems).toEqual([]);
});

test('what is typed again is no longer missing', () => {
  const other = { path: 'auth.password', name: 'the password' };
  const panel = fakePanel({ unkept: [{ path: 'headers', name: 'Cookie' }, other] });
  panel.actions.edit({ headers: 'Cookie: a' });
  expect(panel.store.get().unkept).toEqual([other]);
});

test('what cannot be read is not sent at all', async () => {
  const panel = fakePanel({ fields: { ...fields, handshakeTimeout: 'soon' } });
  await panel.actions.connect();
  expect(panel.calls).toEqual([]);
  expect(panel.store.get().problems).toHaveLength(1);
});

test('a remedy changes the draft and connects at once', async () => {
  const panel = fakePanel({ fields }, { 'connection.open': () => ({ ok: true, session: 's' }) });
  await panel.actions.retryWith({ kind: 'origin', origin: 'https://o' });
  expect(panel.store.get().fields['origin']).toBe('https://o');
  expect(panel.calls[0]?.[1]).toMatchObject({ options: { origin: 'https://o' } });
});

test('calls on the active session', async () => {
  const done = (): object => ({});
  const panel = fakePanel(
    { active: 's1' },
    { 'session.close': done, 'session.cancel': done, 'session.send': done, 'diagnosis.copy': done },
  );
  await panel.actions.disconnect(1000, 'bye');
  await panel.actions.cancel();
  expect(await panel.actions.send({ kind: 'text', text: 'hi' })).toBe(true);
  expect(await panel.actions.copyDiagnosis()).toBe(true);
  expect(panel.calls).toEqual([
    ['session.close', { session: 's1', code: 1000, reason: 'bye' }],
    ['session.cancel', { session: 's1' }],
    ['session.send', { session: 's1', send: { kind: 'text', text: 'hi' } }],
    ['diagnosis.copy', { session: 's1' }],
  ]);
  panel.actions.show(undefined);
  expect(await panel.actions.send({ kind: 'text', text: 'hi' })).toBe(false);
});

test('a refusal is told, and the next wish clears it; silence means the engine is lost', async () => {
  const panel = fakePanel(
    { active: 's1' },
    {
      'session.cancel': () => ({}),
      'session.close': () => {
        throw new CallError('gone', 'The engine ended.');
      },
    },
  );
  expect(await panel.actions.send({ kind: 'text', text: 'hi' })).toBe(false);
  expect(panel.store.get().refusal).toBe('No answer for session.send.');
  await panel.actions.cancel();
  expect(panel.store.get().refusal).toBeUndefined();
  await panel.actions.disconnect();
  expect(panel.store.get().lost).toBe('The engine ended.');
});

test('saving a profile tells what hinders it', async () => {
  let problem: string | undefined = 'The file is broken at line 3.';
  const panel = fakePanel(
    { fields },
    { 'profile.save': () => (problem ? { saved: false, problem } : { saved: true }) },
  );
  expect(await panel.actions.saveProfile('P', 'file:///f', false)).toBe(problem);
  problem = undefined;
  expect(await panel.actions.saveProfile('P', 'file:///f', false)).toBeUndefined();
  expect(panel.store.get()).toMatchObject({
    profile: { name: 'P', url: 'ws://a', file: 'file:///f' },
    said: 'Profile P saved.',
  });
});

test('secrets that were moved away while saving stand as references in the form', async () => {
  const options = { url: 'ws://a', auth: { type: 'bearer', token: '${secret:p-token}' } };
  const panel = fakePanel({ fields }, { 'profile.save': () => ({ saved: true, options }) });
  await panel.actions.saveProfile('P', 'file:///f', true);
  expect(panel.store.get().fields).toMatchObject({ 'auth.token': '${secret:p-token}' });
});

test('a test of the connection ends in the state, and goes with the next edit', async () => {
  const profile = { name: 'P', url: 'ws://a', file: 'file:///f' };
  const panel = fakePanel(
    { fields, profile },
    { 'connection.test': () => ({ kind: 'open', sentence: 'It was accepted.' }) },
  );
  await panel.actions.test();
  expect(panel.calls[0]).toMatchObject(['connection.test', { profile: 'P', file: 'file:///f' }]);
  expect(panel.store.get()).toMatchObject({ testing: false, tested: { good: true, sentence: 'It was accepted.' } });
  panel.actions.edit({ origin: 'x' });
  expect(panel.store.get().tested).toBeUndefined();
});

test('what stands against testing is shown at its field', async () => {
  const problems = [{ field: 'url', message: 'bad' }];
  const panel = fakePanel({ fields }, { 'connection.test': () => ({ kind: 'problems', problems }) });
  await panel.actions.test();
  expect(panel.store.get()).toMatchObject({ problems, tested: undefined });
});

test('an environment is chosen, or none', async () => {
  const panel = fakePanel({}, { 'environment.choose': () => ({}) });
  await panel.actions.chooseEnvironment('staging');
  await panel.actions.chooseEnvironment(undefined);
  expect(panel.calls).toEqual([
    ['environment.choose', { name: 'staging' }],
    ['environment.choose', {}],
  ]);
});

test('what is edited no longer comes from another profile', () => {
  const origins = { origin: 'base', 'headers:a': 'base', 'headers:b': 'base' };
  const panel = fakePanel({ fields, profile: { name: 'P', url: 'ws://a', origins } });
  panel.actions.edit({ headers: 'A: 2' });
  expect(panel.store.get().profile?.origins).toEqual({ origin: 'base' });
});

test('record', async () => {
  const panel = fakePanel({ active: 's1' }, { 'sequence.record': () => ({ file: 'a.wsseq.json' }) });
  await panel.actions.record();
  expect(panel.store.get().said).toBe('Sequence saved as a.wsseq.json.');
});

test('forgetting a session is asked of the extension, whichever is shown', async () => {
  const panel = fakePanel({ active: 's1' }, { 'session.forget': () => ({}) });
  await panel.actions.forget('s2');
  expect(panel.calls).toEqual([['session.forget', { session: 's2' }]]);
  expect(panel.store.get().active).toBe('s1');
});

test('a selection belongs to its session', () => {
  const panel = fakePanel({ active: 'a' });
  panel.actions.select(4);
  panel.actions.show('b');
  panel.actions.select(7);
  expect(panel.store.get().selected).toEqual({ a: 4, b: 7 });
  panel.actions.select(undefined);
  expect(panel.store.get().selected).toEqual({ a: 4 });
  panel.actions.showTab('handshake');
  expect(panel.store.get().tab).toBe('handshake');
});
