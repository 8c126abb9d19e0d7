import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Uri, window } from 'vscode';
import type { PanelNotices } from '../../src/contract/panelContract.ts';
import { CaptureLibrary } from '../../src/engine/captureLibrary.ts';
import { captureFolder } from '../../src/host/captureFolder.ts';
import { retention } from '../../src/host/captureSettings.ts';
import { createConnections } from '../../src/host/connections.ts';
import { Demo } from '../../src/host/demo.ts';
import { createEngineClient } from '../../src/host/engineClient.ts';
import { showPastRun } from '../../src/host/pastRuns.ts';
import { ProfileStore } from '../../src/host/profileStore.ts';
import { SequenceRuns } from '../../src/host/sequenceRuns.ts';
import { Cleanup, closeEditors, workerScript, writeFile } from '../support/vscodeHost.ts';
import { variableServices } from '../support/variableServices.ts';

describe('past runs', () => {
  const cleanup = new Cleanup();
  afterEach(closeEditors);
  afterEach(cleanup.run);

  it('shows a run that is over with its captures, also once its sessions are gone', async () => {
    const log = cleanup.own(window.createOutputChannel('suite: past runs', { log: true }));
    const folder = cleanup.folder();
    const engine = cleanup.own(createEngineClient(await workerScript(), log));
    const demo = cleanup.own(new Demo(await workerScript(), log));
    const library = new CaptureLibrary(join(folder.fsPath, 'captures'), () => []);
    const captures = captureFolder(library, retention);
    const profiles = cleanup.own(new ProfileStore(Uri.joinPath(folder, 'user')));
    const connections = createConnections(engine, captures, variableServices({ profiles }), {
      network: () => ({}),
      defaults: () => ({}),
    });
    const quiet = (): void => undefined;
    const runs = new SequenceRuns({
      ...{ engine, connections, profiles, captures },
      notify: quiet,
      secrets: { byName: () => Promise.resolve({}) },
      outside: () => undefined,
    });
    const kept: string[] = [];
    cleanup.own(runs.onKept((sequence) => kept.push(sequence)));
    const file = Uri.joinPath(folder, 'two.wsseq.json');
    const url = `${await demo.start()}/echo`;
    const steps = [
      { on: 'a', send: { text: 'hello' } },
      { on: 'b', send: { text: 'hi' } },
      { on: 'b', expect: { text: 'other', timeout: 300 } },
    ];
    await writeFile(file, JSON.stringify({ connections: { a: { url }, b: { url } }, steps }));
    const { done } = await runs.start(file);
    const { sessions } = await done;
    assert.deepEqual(kept, [file.toString()]);
    const [run, more] = await library.runsOf(file.toString());
    assert.ok(run !== undefined && more === undefined);
    assert.equal(run.run.ok, false);

    const show = async () => {
      const shown: string[] = [];
      const notices: { [K in keyof PanelNotices]: [K, PanelNotices[K]] }[keyof PanelNotices][] = [];
      await showPastRun(
        {
          ...{ engine, library },
          panels: { showSession: (session) => void shown.push(session) },
          notify: (name, body) => void notices.push([name, body] as (typeof notices)[number]),
        },
        run.file,
      );
      return { shown, notices };
    };
    // Those that are there are shown, and not opened twice.
    assert.deepEqual((await show()).shown, [sessions[0]]);
    for (const session of sessions) await engine.call('session.forget', { session });
    const { shown, notices } = await show();
    const list = await engine.call('session.list', {});
    assert.equal(list.length, 2);
    assert.ok(list.every(({ opened }) => opened !== undefined));
    assert.equal(shown.length, 1);
    const told = notices.flatMap(([name, body]) => (name === 'sequence.step' ? [body] : []));
    assert.deepEqual(
      told.map(({ result: { ok }, session }) => [ok, session === shown[0]]),
      [
        [true, true],
        [true, false],
        [false, false],
      ],
    );
    const [first] = notices;
    assert.ok(first?.[0] === 'sequence.started');
    assert.deepEqual([first[1].file, first[1].steps.length], [file.toString(), 3]);
    const last = notices.at(-1);
    assert.ok(last?.[0] === 'sequence.ended' && !last[1].ok);
  });

  it('says when the result is gone or not one of ours', async () => {
    const none = {
      engine: { call: () => assert.fail() },
      panels: { showSession: () => assert.fail() },
      notify: () => assert.fail(),
    };
    const gone = { ...none, library: { result: () => Promise.reject(new Error('ENOENT')) } };
    await assert.rejects(showPastRun(gone, '/a.pcapng'), /no longer there/);
    const other = { ...none, library: { result: () => Promise.resolve({ ok: true }) } };
    await assert.rejects(showPastRun(other, '/a.pcapng'), /another version/);
  });
});
