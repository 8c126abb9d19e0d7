import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  CancellationTokenSource,
  type TestItem,
  type TestMessage,
  TestRunRequest,
  Uri,
  window,
  workspace,
} from 'vscode';
import { CaptureLibrary } from '../../src/engine/captureLibrary.ts';
import { captureFolder } from '../../src/host/captureFolder.ts';
import { retention } from '../../src/host/captureSettings.ts';
import { createConnections } from '../../src/host/connections.ts';
import { Demo } from '../../src/host/demo.ts';
import { createEngineClient } from '../../src/host/engineClient.ts';
import { ProfileStore } from '../../src/host/profileStore.ts';
import { SequenceRuns } from '../../src/host/sequenceRuns.ts';
import { sequenceTests } from '../../src/host/sequenceTests.ts';
import { variableServices } from '../support/variableServices.ts';
import { Cleanup, closeEditors, until, workerScript, workspaceFolder, writeFile } from '../support/vscodeHost.ts';

describe('sequence tests', () => {
  const cleanup = new Cleanup();
  afterEach(closeEditors);
  afterEach(cleanup.run);

  async function make() {
    const log = cleanup.own(window.createOutputChannel('suite: sequence tests', { log: true }));
    const folder = cleanup.folder();
    const engine = cleanup.own(createEngineClient(await workerScript(), log));
    const demo = cleanup.own(new Demo(await workerScript(), log));
    const captures = captureFolder(new CaptureLibrary(join(folder.fsPath, 'captures'), () => []), retention);
    const profiles = cleanup.own(new ProfileStore(Uri.joinPath(folder, 'user')));
    const connections = createConnections(engine, captures, variableServices({ profiles }), {
      network: () => ({}),
      defaults: () => ({}),
    });
    const runs = new SequenceRuns({
      ...{ engine, connections, profiles, captures },
      notify: () => undefined,
      secrets: { byName: () => Promise.resolve({}) },
      outside: () => undefined,
    });
    let opened = 0;
    const made = cleanup.own(
      sequenceTests({ runs, engine, openPanel: () => (opened += 1) }, 'websocketInspector.sequences.suite'),
    );
    const told: { readonly what: string; readonly item: string; readonly messages: readonly TestMessage[] }[] = [];
    const create = made.controller.createTestRun.bind(made.controller);
    made.controller.createTestRun = (...args) => {
      const run = create(...args);
      for (const what of ['passed', 'failed', 'errored', 'skipped', 'end'] as const) {
        const before = run[what].bind(run) as (...rest: unknown[]) => void;
        run[what] = (item?: TestItem, messages?: TestMessage | readonly TestMessage[] | number) => {
          const all = typeof messages === 'object' ? [messages].flat() : [];
          told.push({ what, item: item?.label ?? '', messages: all });
          before(...([item, messages].filter((one) => one !== undefined) as unknown[]));
        };
      }
      return run;
    };
    const tests = Uri.joinPath(workspaceFolder(), 'tests of sequences');
    cleanup.later(() => workspace.fs.delete(tests, { recursive: true }));
    const url = await demo.start();
    const file = async (name: string, steps: readonly object[]): Promise<Uri> => {
      const uri = Uri.joinPath(tests, `${name}.wsseq.json`);
      await writeFile(uri, JSON.stringify({ url: `${url}/echo`, steps }, null, 1));
      return uri;
    };
    const find = async (uri: Uri): Promise<TestItem> => {
      await made.controller.resolveHandler?.(undefined);
      const item = made.controller.items.get(uri.toString());
      assert.ok(item, `${uri.toString()} is no test`);
      return item;
    };
    const source = cleanup.own(new CancellationTokenSource());
    return { ...made, told, file, find, runs, source, opened: () => opened };
  }

  const hello = [{ send: { text: 'hi' } }, { expect: { text: 'hi' } }];

  it('finds files and their groups, and what is wrong with a file', async () => {
    const { file, find, controller } = await make();
    const inner = { group: { name: 'inner', steps: hello } };
    const uri = await file('groups', [
      { group: { name: 'outer', steps: [inner] } },
      { group: { name: 'next', steps: [] } },
    ]);
    const broken = await file('broken', [{ nonsense: 1 }]);
    const item = await find(uri);
    assert.equal(item.label, 'tests of sequences/groups');
    assert.deepEqual(
      [...item.children].map(([, child]) => [child.label, child.children.size]),
      [
        ['outer', 1],
        ['next', 0],
      ],
    );
    assert.match((await find(broken)).error as string, /^Line \d+, column \d+: /);
    await workspace.fs.delete(uri);
    await controller.refreshHandler?.(new CancellationTokenSource().token);
    assert.equal(controller.items.get(uri.toString()), undefined);
  });

  it('passes, with its groups', async () => {
    const { file, find, run, told, source } = await make();
    const item = await find(await file('good', [{ group: { name: 'all of it', steps: hello } }]));
    await run.runHandler(new TestRunRequest([item]), source.token);
    assert.deepEqual(
      told.map(({ what, item: label }) => `${what} ${label}`),
      ['passed all of it', 'passed tests of sequences/good', 'end '],
    );
  });

  it('fails at the line of the step, with expected and actual', async () => {
    const { file, find, run, told, source } = await make();
    const steps = [{ send: { json: { a: 1, b: 2 } } }, { expect: { json: { a: 2 }, timeout: 200 } }];
    const item = await find(await file('bad', [{ group: { name: 'g', steps } }]));
    const [[, group]] = [...item.children] as [[string, TestItem]];
    await run.runHandler(new TestRunRequest([group]), source.token);
    const failed = told.find(({ what, item: label }) => what === 'failed' && label.endsWith('bad'));
    const [message] = failed?.messages ?? [];
    assert.match(message?.message as string, /No matching message came within 200 ms/);
    assert.equal(message?.expectedOutput, '{\n  "a": 2,\n  "b": 2\n}');
    assert.equal(message.actualOutput, '{\n  "a": 1,\n  "b": 2\n}');
    const lines = (await workspace.openTextDocument(item.uri!)).getText().split('\n');
    const line = lines.findIndex((text) => text.includes('"expect"'));
    assert.ok(Math.abs((message.location?.range.start.line ?? -9) - line) <= 1);
    assert.ok(told.some(({ what, item: label }) => what === 'failed' && label === 'g'));
  });

  it('runs again what was saved, until it is told to stop', async () => {
    const { file, find, run, told, source } = await make();
    const uri = await file('watched', hello);
    const item = await find(uri);
    await run.runHandler(new TestRunRequest([item], undefined, run, true), source.token);
    const document = await workspace.openTextDocument(uri);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(document.positionAt(0), '// once more\n'));
    await document.save();
    await until(() => told.some(({ what }) => what === 'passed'), 'the run after saving');
    source.cancel();
  });

  it('pauses before the first step when it is debugged, and stops when it is cancelled', async () => {
    const { file, find, stepByStep, told, source, opened } = await make();
    const item = await find(await file('slow', hello));
    const running = stepByStep.runHandler(new TestRunRequest([item]), source.token);
    await until(() => opened() === 1, 'the panel');
    await new Promise((wake) => setTimeout(wake, 200));
    assert.deepEqual(told, []);
    source.cancel();
    await running;
    assert.deepEqual(
      told.map(({ what }) => what),
      ['skipped', 'end'],
    );
  });
});
