import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import type { OutsideReference } from '../../src/profiles/variables.ts';
import { LATER, outsideValue, surroundings, variableSets, variableSources } from '../../src/host/variableSources.ts';
import { profileSource } from '../support/profileSource.ts';
import { variableServices } from '../support/variableServices.ts';
import { Cleanup, closeEditors, until, workspaceFolder } from '../support/vscodeHost.ts';

const own = profileSource(
  'workspace',
  '{ "variables": { "v": "file" }, "environments": { "e": { "v": "env" } }, "profiles": [ { "name": "p", "url": "ws://h", "variables": { "v": "own" } } ] }',
);
const user = profileSource('user', '{ "variables": { "v": "user" }, "environments": { "e": { "v": "user env" } } }');
const services = variableServices({
  profiles: {
    sources: [own, user],
    find: () => ({ profile: own.profiles[0] ?? assert.fail(), source: own }),
  },
  environments: { active: 'e' },
});

describe('variableSources', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('counts the profile before the environment before the file before the user', () => {
    const sets = variableSets(services, surroundings(services, { name: 'p' }));
    assert.deepEqual(
      sets.map(({ v }) => v),
      ['own', 'env', 'file', 'user env', 'user'],
    );
    assert.deepEqual(
      variableSets(services, surroundings(services, undefined)).map(({ v }) => v),
      [undefined, 'env', 'file', 'user env', 'user'],
    );
  });

  const look = async (reference: OutsideReference, written: string, ask = true) => {
    const around = surroundings(services, undefined);
    return (await variableSources(services, { url: `ws://h/${written}` }, around, ask)).outside(reference);
  };

  it('knows places, settings and commands', async () => {
    assert.deepEqual(await look({ kind: 'place', name: 'workspaceFolder' }, '${workspaceFolder}'), {
      value: workspaceFolder().fsPath,
    });
    assert.deepEqual(await look({ kind: 'config', name: 'editor.tabSize' }, '${config:editor.tabSize}'), {
      value: '4',
    });
    cleanup.own(commands.registerCommand('suite.value', () => 'answer'));
    const command = { kind: 'command', name: 'suite.value' } as const;
    assert.deepEqual(await look(command, '${command:suite.value}'), { value: 'answer' });
    assert.deepEqual(await look(command, '${command:suite.value}', false), { value: undefined, problem: LATER });
  });

  it('says what is missing', async () => {
    await closeEditors();
    await until(() => window.activeTextEditor === undefined, 'no editor');
    const cases = [
      [{ kind: 'config', name: 'no.such' }, '${config:no.such}', /no setting/],
      [{ kind: 'config', name: 'files.exclude' }, '${config:files.exclude}', /is no text/],
      [{ kind: 'input', name: 'nope' }, '${input:nope}', /no input "nope"/],
      [{ kind: 'place', name: 'file' }, '${file}', /no editor is open/],
      [{ kind: 'place', name: 'workspaceFolder', folder: 'nope' }, '${workspaceFolder:nope}', /called "nope"/],
      [{ kind: 'env', name: 'NOPE' }, '${env:NOPE}', /NOPE is not set/],
    ] as const;
    for (const [reference, written, words] of cases) {
      const found = await look(reference, written);
      assert.ok(found.value === undefined && words.test(found.problem), JSON.stringify(found));
    }
  });

  it('asks for a secret that has no value yet, and keeps it', async () => {
    const kept: string[] = [];
    cleanup.replace('showInputBox', () => Promise.resolve('hunter2'));
    const secrets = {
      get: () => Promise.resolve(undefined),
      set: (name: string) => Promise.resolve(void kept.push(name)),
    };
    const asking = { ...services, secrets };
    const around = surroundings(asking, undefined);
    const sources = await variableSources(asking, { url: 'ws://h/${secret:t}${secret:t}' }, around, true);
    assert.deepEqual([sources.outside({ kind: 'secret', name: 't' }), kept], [{ value: 'hunter2' }, ['t']]);
  });

  it('gives sequences the same, without what the file itself sets', async () => {
    const source = profileSource(
      'workspace',
      '{ "inputs": [{ "id": "room", "type": "promptString" }, { "id": "pin", "type": "promptString", "password": true }] }',
    );
    const asked: string[] = [];
    const services = variableServices({
      profiles: { find: () => undefined, sources: [source] },
      env: { HOME: '/root' },
      secrets: { get: () => Promise.resolve('hunter2'), set: () => Promise.reject(new Error('set')) },
      inputs: {
        answer: ({ id }) => {
          asked.push(id);
          return Promise.resolve({ value: `answer to ${id}` });
        },
      },
    });
    const value = (name: string, trusted = true) => outsideValue({ ...services, trusted: () => trusted }, name);
    assert.equal(await value('env:HOME'), '/root');
    assert.equal(await value('secret:t'), 'hunter2');
    assert.equal(await value('input:room'), 'answer to room');
    assert.equal(await value('input:nobody'), undefined);
    assert.equal(await value('own'), undefined);
    assert.deepEqual(await Promise.all(['env:HOME', 'secret:t', 'input:pin'].map((name) => value(name, false))), [
      ...[undefined, undefined, undefined],
    ]);
    assert.deepEqual(asked, ['room']);
  });
});
