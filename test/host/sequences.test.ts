import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TextEditor, Uri, window } from 'vscode';
import type { PanelNotices } from '../../src/contract/panelContract.ts';
import { CaptureLibrary } from '../../src/engine/captureLibrary.ts';
import { captureFolder } from '../../src/host/captureFolder.ts';
import { retention } from '../../src/host/captureSettings.ts';
import { createConnections } from '../../src/host/connections.ts';
import { Demo } from '../../src/host/demo.ts';
import { type EngineClient, createEngineClient } from '../../src/host/engineClient.ts';
import { ProfileStore } from '../../src/host/profileStore.ts';
import { SequenceRuns } from '../../src/host/sequenceRuns.ts';
import { Sequences } from '../../src/host/sequences.ts';
import { Cleanup, closeEditors, eventually, readFile, until, workerScript, writeFile } from '../support/vscodeHost.ts';
import { variableServices } from '../support/variableServices.ts';

describe('sequences', () => {
  const cleanup = new Cleanup();
  afterEach(closeEditors);
  afterEach(cleanup.run);

  async function make() {
    const log = cleanup.own(window.createOutputChannel('suite: sequences', { log: true }));
    const folder = cleanup.folder();
    const engine = cleanup.own(createEngineClient(await workerScript(), log));
    const demo = cleanup.own(new Demo(await workerScript(), log));
    const captures = captureFolder(new CaptureLibrary(join(folder.fsPath, 'captures'), () => []), retention);
    const profiles = cleanup.own(new ProfileStore(Uri.joinPath(folder, 'user')));
    const notices: { [K in keyof PanelNotices]: [K, PanelNotices[K]] }[keyof PanelNotices][] = [];
    const runs = new SequenceRuns({
      engine,
      connections: createConnections(engine, captures, variableServices({ profiles }), {
        network: () => ({}),
        defaults: () => ({}),
      }),
      profiles,
      captures,
      notify: (name, body) => void notices.push([name, body] as (typeof notices)[number]),
      secrets: { byName: () => Promise.resolve({}) },
      outside: () => undefined,
    });
    let environmentsAsked = 0;
    const environments = {
      names: [] as string[],
      ask: () => Promise.resolve((environmentsAsked += 1) > 1),
    };
    const secrets = { byName: () => Promise.resolve({ 'kept one': 'moonlight' }) };
    const sequences = new Sequences({ engine, profiles, runs, environments, secrets, openPanel: () => undefined });
    engine.onNotice('sequence.step', (step) => notices.push(['sequence.step', step]));
    return { folder, engine, url: await demo.start(), profiles, environments, sequences, notices };
  }

  const ended = (notices: readonly (readonly [string, unknown])[]) =>
    eventually(
      () => notices.find(([name]) => name === 'sequence.ended')?.[1] as PanelNotices['sequence.ended'] | undefined,
      'the end of the run',
    );

  async function talk(engine: EngineClient, url: string, folder: Uri, texts: readonly string[]): Promise<string> {
    const captureFile = join(folder.fsPath, 'talk.pcapng');
    const opened = await engine.call('session.open', { options: { url }, title: 'talk', captureFile, network: {} });
    assert.ok(opened.ok);
    const here = async () => (await engine.call('session.list', {})).find(({ id }) => id === opened.session);
    const messages = async (): Promise<number> => {
      const session = await here();
      return (session?.client.messages ?? 0) + (session?.server.messages ?? 0);
    };
    await until(async () => (await here())?.state === 'open', 'the session opens');
    const before = await eventually(async () => (await messages()) || undefined, 'the greeting');
    for (const [n, text] of texts.entries()) {
      await engine.call('session.send', { session: opened.session, send: { kind: 'text', text } });
      await until(async () => (await messages()) === before + 2 * (n + 1), `the reply to ${text}`);
    }
    return opened.session;
  }

  it('records a conversation and replays it', async () => {
    const { folder, engine, url, sequences, notices } = await make();
    const session = await talk(engine, `${url}/chat`, folder, [
      '{"op":"login","id":1,"user":"ann","token":"demo-7f3a"}',
      '{"op":"rooms","id":2}',
      '{"op":"say","id":3,"text":"hello"}',
    ]);
    const file = Uri.joinPath(folder, 'chat.wsseq.json');
    cleanup.replace('showSaveDialog', () => Promise.resolve(file));
    // What becomes of the token and the like is right as it is proposed; and it runs as the file says.
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) => Promise.resolve(items[0]));
    assert.deepEqual(await sequences.record(session), { file: file.fsPath });
    assert.ok(window.visibleTextEditors.some((editor: TextEditor) => editor.document.uri.fsPath === file.fsPath));
    assert.match(await readFile(file), /"say"/);

    const { run } = await sequences.replay(file);
    assert.ok(run !== undefined);
    assert.deepEqual(await ended(notices), { run, ok: true, differences: [] });
    const started = notices.find(([name]) => name === 'sequence.started')?.[1] as PanelNotices['sequence.started'];
    const steps = notices.flatMap(([name, body]) => (name === 'sequence.step' ? [body.result] : []));
    assert.equal(steps.length, started.steps.length);
    assert.ok(steps.filter(({ kind }) => kind === 'send').length === 3 && steps.every(({ ok }) => ok));
  });

  it('says that the secret of an unsaved URL was left out', async () => {
    const { folder, engine, url, profiles, sequences } = await make();
    const told: string[] = [];
    cleanup.replace('showWarningMessage', (message: string) => {
      told.push(message);
      return Promise.resolve(undefined);
    });
    const file = Uri.joinPath(folder, 'secret.wsseq.json');
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) => Promise.resolve(items[0]));
    cleanup.replace('showSaveDialog', () => Promise.resolve(file));
    const session = await talk(engine, `${url}/chat?access_token=t0psecret`, folder, ['{"op":"rooms","id":2}']);
    await sequences.record(session);
    const text = await readFile(file);
    assert.doesNotMatch(text, /t0psecret/);
    assert.match(text, /access_token=•••/);
    assert.match(told.join('\n'), /^The secret in the URL was left out [^\n]*Replace ••• in the file[^\n]*$/);

    await profiles.save('user', { name: 'talk', url: `${url}/chat?access_token=\${env:T}` }, false);
    await sequences.record(session);
    assert.match(await readFile(file), /"profile": "talk"/);
    assert.equal(told.length, 1);
  });

  it('records the selected frames alone, and what is decided of their fields', async () => {
    const { folder, engine, url, sequences } = await make();
    const session = await talk(engine, `${url}/chat`, folder, ['{"op":"rooms","id":2}', '{"op":"history","id":3}']);
    const file = Uri.joinPath(folder, 'some.wsseq.json');
    cleanup.replace('showSaveDialog', () => Promise.resolve(file));
    const asked: string[] = [];
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[], { title }: { title: string }) => {
      asked.push(title);
      const wanted = asked.length === 1 ? '$.token' : asked.length === 2 ? 'Capture' : 'Write';
      return Promise.resolve(items.find(({ label }) => label.includes(wanted)));
    });
    // The greeting, and the question after the first answer.
    assert.deepEqual(await sequences.record(session, [0, 3]), { file: file.fsPath });
    const text = await readFile(file);
    assert.match(text, /"capture": \{ "token": "\$\.token" \}/);
    assert.match(text, /"history"/);
    assert.doesNotMatch(text, /"rooms"/);
    assert.equal(asked.length, 3);
    cleanup.replace('showQuickPick', () => Promise.resolve(undefined));
    assert.deepEqual(await sequences.record(session, [0, 3]), { file: undefined });
  });

  it('refuses to record what has no message in it', async () => {
    const { folder, engine, url, sequences } = await make();
    const opened = await engine.call('session.open', {
      options: { url: `${url}/echo` },
      title: 'silence',
      captureFile: join(folder.fsPath, 'silence.pcapng'),
      network: {},
    });
    assert.ok(opened.ok);
    await until(async () => (await engine.call('session.list', {}))[0]?.state === 'open', 'the session opens');
    await assert.rejects(sequences.record(opened.session), /send a message first/);
    await assert.rejects(sequences.record(opened.session, [0]), /None of the selected frames/);
    await assert.rejects(sequences.record('nobody'), /no longer there/);
  });

  it('names line and column of a fault in the file, and runs nothing', async () => {
    const { folder, sequences, notices } = await make();
    const file = Uri.joinPath(folder, 'broken.wsseq.json');
    await writeFile(file, '{\n  "url": "ws://127.0.0.1:1/",\n  "steps": [ { "snd": "x" } ]\n}\n');
    await assert.rejects(sequences.replay(file), /broken\.wsseq\.json cannot be run\. Line 3, column \d+: /);
    assert.deepEqual(notices, []);
  });

  it('ends with the step that failed', async () => {
    const { folder, url, sequences, notices } = await make();
    const file = Uri.joinPath(folder, 'wrong.wsseq.json');
    const steps = [{ send: { text: 'hello' } }, { expect: { text: 'something else', timeout: 300 } }];
    await writeFile(file, JSON.stringify({ url: `${url}/echo`, steps }));
    await sequences.replay(file);
    assert.equal((await ended(notices)).ok, false);
    const results = notices.flatMap(([name, body]) => (name === 'sequence.step' ? [body.result] : []));
    assert.deepEqual(
      results.map(({ ok }) => ok),
      [true, false],
    );
  });

  it('stops a run when asked to', async () => {
    const { folder, url, sequences, notices } = await make();
    const file = Uri.joinPath(folder, 'long.wsseq.json');
    await writeFile(
      file,
      JSON.stringify({ url: `${url}/echo`, steps: [{ send: { text: 'hello' } }, { wait: 60_000 }] }),
    );
    const { run } = await sequences.replay(file);
    assert.ok(run !== undefined);
    await until(() => notices.some(([name]) => name === 'sequence.step'), 'the first step');
    sequences.stop(run);
    assert.equal((await ended(notices)).ok, false);
  });

  it("runs on the profile of the user's choice", async () => {
    const { folder, url, profiles, sequences, notices } = await make();
    await profiles.save('user', { name: 'Here', url: `${url}/echo` }, false);
    const file = Uri.joinPath(folder, 'elsewhere.wsseq.json');
    const steps = [{ send: { text: 'hello' } }, { expect: { text: 'hello' } }];
    await writeFile(file, JSON.stringify({ url: 'ws://127.0.0.1:9/', steps }));
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) =>
      Promise.resolve(items.find(({ label }) => label === 'Here')),
    );
    await sequences.replay(file);
    assert.equal((await ended(notices)).ok, true);
  });

  it('asks for the environment of a new connection, and runs nothing when that is given up', async () => {
    const { folder, url, environments, sequences, notices } = await make();
    environments.names.push('staging');
    const file = Uri.joinPath(folder, 'environment.wsseq.json');
    await writeFile(file, JSON.stringify({ url: `${url}/echo`, steps: [{ send: { text: 'hello' } }] }));
    assert.deepEqual(await sequences.replay(file), { run: undefined });
    assert.deepEqual(notices, []);
    await sequences.replay(file);
    assert.equal((await ended(notices)).ok, true);
  });

  it('runs again where the panel says: as the file says, in an open session, or where it is asked for', async () => {
    const { folder, engine, url, sequences, notices } = await make();
    const file = Uri.joinPath(folder, 'again.wsseq.json');
    const steps = [{ send: { text: 'hello' } }, { wait: 20, at: 40 }, { expect: { text: 'hello' } }];
    await writeFile(file, JSON.stringify({ url: `${url}/echo`, steps }));
    const again = async (on: Parameters<Sequences['again']>[1]): Promise<boolean> => {
      notices.length = 0;
      await sequences.again(file.toString(), on, { pace: { kind: 'timing', factor: 2, ahead: false } });
      return (await ended(notices)).ok;
    };
    const before = performance.now();
    assert.equal(await again({ kind: 'file' }), true);
    assert.ok(performance.now() - before >= 80, 'twice the recorded time');
    const session = await talk(engine, `${url}/chat`, folder, []);
    const count = async (): Promise<number> => (await engine.call('session.list', {})).length;
    const sessions = await count();
    // The chat answers, and not by an echo.
    assert.equal(await again({ kind: 'session', session }), false);
    assert.equal(await count(), sessions);
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) =>
      Promise.resolve(items.find(({ label }) => label.includes('In the open session talk'))),
    );
    assert.equal(await again({ kind: 'ask' }), false);
    assert.equal(await count(), sessions);
  });

  it('asks how fast a sequence with recorded times shall run, and runs nothing when that is given up', async () => {
    const { folder, url, sequences, notices } = await make();
    const file = Uri.joinPath(folder, 'timed.wsseq.json');
    await writeFile(file, JSON.stringify({ url: `${url}/echo`, steps: [{ send: { text: 'hello' }, at: 120 }] }));
    cleanup.replace('showQuickPick', () => Promise.resolve(undefined));
    assert.deepEqual(await sequences.replay(file), { run: undefined });
    assert.equal(notices.length, 0);
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) =>
      Promise.resolve(items.find(({ label }) => label === 'At the recorded times')),
    );
    const before = performance.now();
    await sequences.replay(file);
    assert.equal((await ended(notices)).ok, true);
    assert.ok(performance.now() - before >= 120, 'at its time');
    const started = notices.find(([name]) => name === 'sequence.started')?.[1] as PanelNotices['sequence.started'];
    assert.deepEqual(started.pace, { kind: 'timing', factor: 1, ahead: false });
    // Nobody is asked when all is said.
    cleanup.replace('showQuickPick', () => Promise.reject(new Error('asked')));
    notices.length = 0;
    await sequences.replay(file, { asFileSays: true });
    assert.equal((await ended(notices)).ok, true);
  });

  it('says which profile is missing', async () => {
    const { folder, sequences } = await make();
    const file = Uri.joinPath(folder, 'missing.wsseq.json');
    await writeFile(file, JSON.stringify({ profile: 'Nowhere', steps: [{ send: { text: 'hello' } }] }));
    await assert.rejects(sequences.replay(file), /"Nowhere"/);
  });
});
