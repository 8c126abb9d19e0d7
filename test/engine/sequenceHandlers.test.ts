import { expect, test } from 'vitest';
import type { EngineNotices } from '../../src/contract/engineContract.ts';
import { demo } from '../session/conversation.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { startEngine } from './engineClient.ts';

async function paused(steps: readonly object[], more: object = {}) {
  const engine = startEngine();
  const { url } = await demo();
  const text = JSON.stringify({ url: `${url}/echo`, variables: { v: 'a' }, steps });
  const told: EngineNotices['sequence.paused'][] = [];
  const results: EngineNotices['sequence.step'][] = [];
  engine.caller.onNotice('sequence.paused', (notice) => told.push(notice));
  engine.caller.onNotice('sequence.step', (notice) => results.push(notice));
  const targets = [{ options: { url: `${url}/echo` }, captureFile: temporaryFile('run.pcapng') }];
  const running = engine.call('sequence.run', { run: 'r', text, title: 't', targets, network: {}, ...more });
  const control = (what: 'step' | 'continue' | 'pause' | 'breakpoints', rest: object = {}) =>
    engine.call('sequence.control', { run: 'r', do: what, ...rest });
  return { engine, running, told, results, control };
}

test('does one step at a time, shows variables, and takes an edited step', async () => {
  const steps = [{ send: { text: '${v}' } }, { expect: { json: { n: 1 } } }, { wait: 1 }];
  const { running, told, results, control } = await paused(steps, { paused: true });
  await expect.poll(() => told.at(-1)?.paused?.index).toBe(0);
  expect(told[0]?.paused).toEqual({ index: 0, text: '{ "send": { "text": "${v}" } }', variables: { v: 'a' } });
  expect(await control('step', { edited: '{ "send": { "text": "{\\"n\\":1}" } ' })).toMatchObject({
    problem: expect.stringMatching(/^Line 1, column \d+: /) as string,
  });
  expect(await control('step', { edited: '{ "wait": 1 }' })).toMatchObject({
    problem: expect.stringContaining('cannot become "wait"') as string,
  });
  expect(await control('step', { edited: '{ "snd": 1 }' })).toHaveProperty('problem');
  expect(await control('step', { edited: '{ "send": { "text": "{\\"n\\":1}" } }' })).toEqual({});
  await expect.poll(() => told.at(-1)?.paused?.index).toBe(1);
  await expect.poll(() => results.length).toBe(1);
  expect(results[0]).toMatchObject({ session: expect.any(String) as string, result: { ok: true, message: 1 } });
  await control('continue');
  expect(await running).toMatchObject({ ok: true, steps: { length: 3 } });
  expect(await control('step')).toEqual({ problem: 'This run is over.' });
});

test('pauses at breakpoints and when told to, and a stopped run waits for nobody', async () => {
  const { running, told, control } = await paused([{ wait: 1 }, { wait: 1 }, { wait: 1 }], { breakpoints: [1] });
  await expect.poll(() => told.at(-1)?.paused?.index).toBe(1);
  await control('breakpoints', { breakpoints: [2] });
  await control('continue');
  await expect.poll(() => told.at(-1)?.paused?.index).toBe(2);
  await control('pause');
  await control('continue');
  expect(await running).toMatchObject({ ok: true });
});

test('tells the latest result of a step that is repeated quickly, and every failure', async () => {
  const repeated = { repeat: { times: 2_000, steps: [{ wait: 0 }] } };
  const { running, results } = await paused([repeated, { expect: { text: 'x', timeout: 5 } }]);
  expect(await running).toMatchObject({ ok: false });
  await expect.poll(() => results.some(({ result }) => !result.ok)).toBe(true);
  expect(results.length).toBeLessThan(2_000);
  expect(results.filter(({ result }) => result.index === 1).at(-1)?.result.round).toEqual([1_999]);
});
