import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { exportedConnection } from '../../src/replay/exportedConnection.ts';
import { exportK6 } from '../../src/replay/exportK6.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { demo } from '../session/conversation.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

function exported(url: string, steps: readonly object[], variables: object = {}) {
  const read = readSequence(JSON.stringify({ url, variables, steps }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return exportK6(read.sequence, exportedConnection({ url }));
}

const chat = [
  { expect: { json: { type: 'session' } }, capture: { token: '$.token' } },
  { send: { json: { op: 'login', id: 1, user: '${user}', token: '${token}' } } },
  { expect: { json: { type: 'reply', id: 1, ok: true, user: 'ann' } } },
  {
    repeat: {
      times: 2,
      steps: [
        { send: { json: { op: 'say', id: 2, text: 'hi' } } },
        { expect: { regex: '"number":(\\d)' }, capture: { n: '1' } },
      ],
    },
  },
  { send: { json: { op: 'say', id: '${n}', text: '$${x}' } } },
  { expect: { json: { id: '2', text: '$${x}' } } },
  { close: { code: 1000 } },
];

it('is sound JavaScript, whatever stands in the sequence', () => {
  const steps = [
    { send: { text: '`${`"\\\n\u2028</script>' } },
    { wait: 1 },
    { ping: '' },
    { send: { text: '${env:K}' } },
  ];
  const { text } = exported('ws://127.0.0.1:1/', steps, { '`': 1 });
  expect(text).toContain('"env:K": __ENV["K"],');
  const file = temporaryFile('script.mjs');
  writeFileSync(file, text);
  const checked = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' });
  expect([checked.status, checked.stderr]).toEqual([0, '']);
});

it('does what the sequence does', async () => {
  const { text } = exported(`${(await demo()).url}/chat`, chat, { user: 'ann' });
  const script = text
    .replace(/^import .*$/gm, '')
    .replace(/^export const /gm, 'const ')
    .replace('export default function', 'main = function');
  const checks: Record<string, boolean> = {};
  const check = (_: null, named: Record<string, () => boolean>): void => {
    for (const [name, holds] of Object.entries(named)) checks[name] = holds();
  };
  let closed: (() => void) | undefined;
  const over = new Promise<void>((resolve) => (closed = resolve));
  class Observed extends WebSocket {
    constructor(url: string) {
      super(url);
      this.once('close', () => closed?.());
    }
  }
  const context = {
    main: () => undefined,
    WebSocket: Observed,
    check,
    setTimeout,
    clearTimeout,
    __ENV: {},
    ...globalThis.JSON,
  };
  runInNewContext(`let main; ${script}; this.main = main;`, Object.assign(context, { JSON }));
  context.main();
  await over;
  expect(checks).toEqual({ 'step 0': true, 'step 2': true, 'step 4': true, 'step 6': true, 'step 8': true });
});

it('tells in comments what it cannot do', () => {
  const { text, left } = exported('ws://127.0.0.1:1/', [
    { send: { hex: 'ff' } },
    { expect: { schema: true } },
    { reconnect: {} },
    { repeat: { times: 5_000, steps: [{ wait: 1 }] } },
  ]);
  expect(left).toEqual([
    'Left out: send hex ff (only texts are sent there).',
    'Left out: expect JSON of the schema true (this form of expectation is not known there).',
    'Left out: reconnect (there is nothing like it there).',
    'Left out: repeat 5000 times (more than 1000 rounds).',
  ]);
  expect(text).toContain('// Left out: reconnect');
});
