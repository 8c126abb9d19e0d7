import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Uri, window } from 'vscode';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { Demo } from '../../src/host/demo.ts';
import { type EngineClient, createEngineClient } from '../../src/host/engineClient.ts';
import { Cleanup, eventually, until, workerScript, writeFile } from '../support/vscodeHost.ts';

describe('engineClient', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);
  const log = () => cleanup.own(window.createOutputChannel('suite: engine', { log: true }));
  const start = (script: string): EngineClient => cleanup.own(createEngineClient(script, log()));

  it('answers from its own thread', async () => {
    assert.deepEqual(await start(await workerScript()).call('session.list', {}), []);
  });

  it('begins when it is first asked, and hears of its limits before that', async () => {
    const engine = start(await workerScript());
    const heard: string[] = [];
    engine.onNotice('session.changed', ({ state }) => heard.push(state));
    engine.onStarted(() => heard.push('started'));
    await new Promise((wake) => setTimeout(wake, 100));
    assert.deepEqual([engine.started, heard], [false, []]);
    await engine.call('session.list', {});
    assert.deepEqual([engine.started, heard], [true, ['started']]);
    engine.dispose();
    assert.equal(engine.started, false);
    await assert.rejects(engine.call('session.list', {}), /has ended/);
  });

  it('opens a session, tells of its frames, and gives them', async () => {
    const engine = start(await workerScript());
    const demo = cleanup.own(new Demo(await workerScript(), log()));
    let latest: SessionSnapshot | undefined;
    let frames = 0;
    engine.onNotice('session.changed', (snapshot) => (latest = snapshot));
    engine.onNotice('session.grew', (grew) => (frames = grew.frames));
    const opened = await engine.call('session.open', {
      options: { url: `${await demo.start()}/echo` },
      title: 'Echo',
      captureFile: join(cleanup.folder().fsPath, 'echo.pcapng'),
      network: {},
    });
    assert.ok(opened.ok);
    await until(() => latest?.state === 'open', 'the session opens');
    await engine.call('session.send', { session: opened.session, send: { kind: 'text', text: 'héllo ☃' } });
    await until(() => frames === 2, 'the bell for two frames');
    const { bytes } = await engine.call('session.payload', {
      ...{ session: opened.session, frame: 1, of: 'message' },
      ...{ offset: 0, length: 100 },
    });
    assert.equal(new TextDecoder().decode(bytes), 'héllo ☃');
    await engine.call('session.close', { session: opened.session, code: 1000 });
    const { close } = await eventually(() => (latest?.state === 'closed' ? latest : undefined), 'the session closes');
    assert.equal(close?.clean, true);
  });

  it('refuses a malformed request in words and goes on', async () => {
    const engine = start(await workerScript());
    const nonsense = { session: 7, first: -1, count: 'many' } as never;
    await assert.rejects(engine.call('session.page', nonsense));
    await assert.rejects(engine.call('session.frame', { session: 'nobody', frame: 0 }), /no longer there/);
    assert.deepEqual(await engine.call('session.list', {}), []);
  });

  it('fails every call once the thread has ended by itself, and says so once', async () => {
    const script = Uri.joinPath(cleanup.folder(), 'dies.cjs');
    await writeFile(script, 'setTimeout(() => { throw new Error("out of luck"); }, 50);');
    const engine = start(script.fsPath);
    const lost: string[] = [];
    engine.onLost((reason) => lost.push(reason));
    await assert.rejects(engine.call('session.list', {}), /out of luck/);
    await assert.rejects(engine.call('session.list', {}), /Restart the engine/);
    assert.equal(lost.length, 1);
  });

  it('says nothing when it is ended on purpose', async () => {
    const engine = createEngineClient(await workerScript(), log());
    const lost: string[] = [];
    engine.onLost((reason) => lost.push(reason));
    await engine.call('session.list', {});
    engine.dispose();
    await new Promise((wake) => setTimeout(wake, 300));
    assert.deepEqual(lost, []);
  });

  it('starts again in the place of an engine that ended or lives, and listeners stay', async () => {
    const engine = start(await workerScript());
    const demo = cleanup.own(new Demo(await workerScript(), log()));
    const url = `${await demo.start()}/echo`;
    const seen = new Set<string>();
    let restarted = 0;
    const lost: string[] = [];
    engine.onNotice('session.changed', ({ url: told, state }) => void seen.add(`${state} ${told}`));
    engine.onRestarted(() => restarted++);
    engine.onLost((reason) => lost.push(reason));
    const open = (file: string) =>
      engine.call('session.open', {
        options: { url },
        title: 'Echo',
        captureFile: join(cleanup.folder().fsPath, file),
        network: {},
      });
    await open('before.pcapng');
    engine.restart();
    assert.equal(restarted, 1);
    assert.deepEqual(await engine.call('session.list', {}), []);
    seen.clear();
    await open('after.pcapng');
    await until(() => seen.has(`open ${url}`), 'the listener hears the new engine');
    assert.deepEqual(lost, []);
  });

  it('answers again after a restart of one that broke', async () => {
    const script = Uri.joinPath(cleanup.folder(), 'dies.cjs');
    await writeFile(script, 'setTimeout(() => process.exit(3), 50);');
    const engine = start(script.fsPath);
    const lost: string[] = [];
    engine.onLost((reason) => lost.push(reason));
    await assert.rejects(engine.call('session.list', {}), /exit code 3/);
    assert.equal(engine.started, false);
    engine.restart();
    await until(() => lost.length === 2, 'the second end');
    assert.match(lost[1] ?? '', /exit code 3/);
  });

  it('dials again as a session did', async () => {
    const engine = start(await workerScript());
    const demo = cleanup.own(new Demo(await workerScript(), log()));
    const folder = cleanup.folder().fsPath;
    const options = { url: `${await demo.start()}/echo`, subprotocols: ['echo'] };
    const first = await engine.call('session.open', {
      ...{ options, title: 'Echo', captureFile: join(folder, 'first.pcapng'), network: {} },
    });
    assert.ok(first.ok);
    const again = await engine.call('session.reopen', {
      ...{ session: first.session, captureFile: join(folder, 'again.pcapng'), network: {} },
    });
    assert.ok(again.ok && again.session !== first.session);
    const snapshots = await engine.call('session.list', {});
    assert.deepEqual(
      snapshots.map(({ title, captureFile }) => [title, captureFile?.split('/').at(-1)]),
      [
        ['Echo', 'first.pcapng'],
        ['Echo', 'again.pcapng'],
      ],
    );
  });
});
