import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Uri, window } from 'vscode';
import { CaptureLibrary } from '../../src/engine/captureLibrary.ts';
import { captureFolder } from '../../src/host/captureFolder.ts';
import { retention } from '../../src/host/captureSettings.ts';
import { createConnections } from '../../src/host/connections.ts';
import { Demo } from '../../src/host/demo.ts';
import { createEngineClient } from '../../src/host/engineClient.ts';
import { ProfileStore } from '../../src/host/profileStore.ts';
import { SequenceRuns, sequenceOf } from '../../src/host/sequenceRuns.ts';
import { Cleanup, closeEditors, workerScript, writeFile } from '../support/vscodeHost.ts';
import { variableServices } from '../support/variableServices.ts';

describe('sequence runs', () => {
  const cleanup = new Cleanup();
  afterEach(closeEditors);
  afterEach(cleanup.run);

  async function make() {
    const log = cleanup.own(window.createOutputChannel('suite: sequence runs', { log: true }));
    const folder = cleanup.folder();
    const engine = cleanup.own(createEngineClient(await workerScript(), log));
    const demo = cleanup.own(new Demo(await workerScript(), log));
    const captures = captureFolder(new CaptureLibrary(join(folder.fsPath, 'captures'), () => []), retention);
    const profiles = cleanup.own(new ProfileStore(Uri.joinPath(folder, 'user')));
    const told: string[] = [];
    const runs = new SequenceRuns({
      engine,
      connections: createConnections(engine, captures, variableServices({ profiles }), {
        network: () => ({}),
        defaults: () => ({}),
      }),
      profiles,
      captures,
      notify: (name) => void told.push(name),
      secrets: { byName: () => Promise.resolve({ chat: 'hunter2-kept' }) },
      outside: (name) => (name === 'env:WORD' ? 'hello' : undefined),
    });
    let written = 0;
    const write = async (sequence: object): Promise<Uri> => {
      // VS Code remembers a document that it has read.
      const file = Uri.joinPath(folder, `run-${(written += 1)}.wsseq.json`);
      await writeFile(file, JSON.stringify(sequence));
      return file;
    };
    return { folder, engine, url: await demo.start(), profiles, runs, told, write };
  }

  it('opens every connection, fills in what comes from outside, and keeps capture and result', async () => {
    const { folder, url, runs, told, write } = await make();
    const file = await write({
      connections: { a: { url: `${url}/echo` }, b: { url: `${url}/echo` } },
      steps: [
        { send: { text: '${env:WORD}' }, on: 'b' },
        { expect: { text: 'hello' }, on: 'b' },
      ],
    });
    const { done } = await runs.start(file);
    const result = await done;
    assert.deepEqual([result.ok, result.sessions.length, result.steps.length], [true, 2, 2]);
    assert.deepEqual(told, ['sequence.started', 'sequence.ended']);
    const kept = readdirSync(join(folder.fsPath, 'captures'));
    assert.equal(kept.filter((name) => name.endsWith('.pcapng')).length, 2);
    assert.equal(kept.filter((name) => name.endsWith('.result.json')).length, 1);
  });

  it('keeps no secret of the storage in a result, whoever said it', async () => {
    const { folder, url, runs, write } = await make();
    const steps = [{ send: { text: 'my hunter2-kept' } }, { expect: { text: 'other', timeout: 100 } }];
    const { done } = await runs.start(await write({ url: `${url}/echo`, steps }));
    const result = await done;
    assert.equal(result.ok, false);
    assert.match(JSON.stringify(result), /my •••/);
    const captures = join(folder.fsPath, 'captures');
    const kept = readdirSync(captures).filter((name) => name.endsWith('.json'));
    assert.notEqual(kept.length, 0);
    for (const name of kept) assert.doesNotMatch(readFileSync(join(captures, name), 'utf8'), /hunter2/);
  });

  it('runs on an open session and leaves it open', async () => {
    const { folder, engine, url, runs, write } = await make();
    const captureFile = join(folder.fsPath, 'live.pcapng');
    const options = { url: `${url}/echo` };
    const opened = await engine.call('session.open', { options, title: 'live', captureFile, network: {} });
    assert.ok(opened.ok);
    const file = await write({ url: 'ws://127.0.0.1:9/', steps: [{ send: { text: 'x' } }, { expect: { text: 'x' } }] });
    const { done } = await runs.start(file, { live: opened.session });
    assert.equal((await done).ok, true);
    const [session] = await engine.call('session.list', {});
    assert.equal(session?.state, 'open');
  });

  it('begins nothing when the file or its profile is no good', async () => {
    const { runs, told, write } = await make();
    await assert.rejects(runs.start(await write({ steps: [] })), /cannot be run\. Line 1, column 1/);
    await assert.rejects(runs.start(await write({ profile: 'Nowhere', steps: [] })), /none of that name/);
    await assert.rejects(sequenceOf(await write({ url: 'ws://a', steps: [{}] })), /Line 1/);
    assert.deepEqual(told, []);
  });
});
