import { expect, it } from 'vitest';
import { RecordedValues, nameAt } from '../../src/replay/recordedValues.ts';

const undecided = { choice: () => undefined };

it('captures what the server gave once the client sends it, and not before', () => {
  const values = new RecordedValues(false, undecided);
  const step: { readonly capture: Record<string, string> } = { capture: {} };
  values.findCandidates({ token: 'a1b2c3d4e5f6', text: 'hi' }, step, [], 'a');
  expect([step.capture, values.variable('a1b2c3d4e5f6')]).toEqual([{}, undefined]);
  expect(values.withVariables('token a1b2c3d4e5f6, costs ${5}')).toBe('token ${token}, costs $${5}');
  expect([step.capture, values.variable('a1b2c3d4e5f6')]).toEqual([{ token: '$.token' }, 'token']);
  expect(values.withKnownVariables('again a1b2c3d4e5f6')).toBe('again ${token}');
});

it('takes nothing for the server’s that the client sent first, or that is not wanted', () => {
  const sent = new RecordedValues(false, undecided);
  sent.sent.addJson({ token: 'a1b2c3d4e5f6' });
  sent.findCandidates({ token: 'a1b2c3d4e5f6' }, { capture: {} }, [], 'a');
  expect(sent.withVariables('a1b2c3d4e5f6')).toBe('a1b2c3d4e5f6');
  const ignored = new RecordedValues(false, { choice: () => 'ignore' });
  ignored.findCandidates({ token: 'a1b2c3d4e5f6' }, { capture: {} }, [], 'a');
  expect(ignored.withVariables('a1b2c3d4e5f6')).toBe('a1b2c3d4e5f6');
});

it('names secrets of the client when it shall, each value once', () => {
  const values = new RecordedValues(true, undecided);
  const login = { password: 'hunter2', again: { password: 'hunter3' }, user: 'ann' };
  expect(values.holdsSecret(login, '')).toBe(true);
  expect(values.sentJson(login, '')).toEqual({
    password: '${secret:password}',
    again: { password: '${secret:password-2}' },
    user: 'ann',
  });
  expect(values.sentJson({ password: 'hunter2' }, '')).toEqual({ password: '${secret:password}' });
  expect(values.secretNames).toEqual(['password', 'password-2']);
  const plain = new RecordedValues(false, undecided);
  expect([plain.holdsSecret(login, ''), plain.sentJson(login, '')]).toEqual([false, login]);
});

it('captures what somebody asks for, under a free name', () => {
  const values = new RecordedValues(false, undecided);
  const capture: Record<string, string> = {};
  values.capture('a1b2c3d4', ['id'], capture);
  values.capture('e5f6a7b8', ['sub', 'id'], capture);
  expect(capture).toEqual({ id: '$.id', id2: '$.sub.id' });
  expect(values.withKnownVariables('e5f6a7b8')).toBe('${id2}');
});

it('knows the innermost member on a way', () => {
  expect(nameAt(['a', 0, 'b', 1])).toBe('b');
  expect(nameAt([0])).toBe('');
});
