import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { Demo } from '../../src/host/demo.ts';
import { createEngineClient } from '../../src/host/engineClient.ts';
import { recordMore } from '../../src/host/recordMore.ts';
import { Cleanup, closeEditors, until, workerScript, writeFile } from '../support/vscodeHost.ts';

describe('recording more', () => {
  const cleanup = new Cleanup();
  afterEach(closeEditors);
  afterEach(cleanup.run);

  it('appends what a session said, and leaves the rest of the file alone', async () => {
    const log = cleanup.own(window.createOutputChannel('suite: record more', { log: true }));
    const folder = cleanup.folder();
    const engine = cleanup.own(createEngineClient(await workerScript(), log));
    const demo = cleanup.own(new Demo(await workerScript(), log));
    const file = Uri.joinPath(folder, 'x.wsseq.json');
    await writeFile(file, '// mine\n{ "url": "ws://127.0.0.1:9/", "steps": [\n  { "wait": 1 }\n] }\n');
    const secrets = { byName: () => Promise.resolve({ chat: 'pa55-word' }) };
    await assert.rejects(recordMore(engine, secrets, file), /There is no session to record from/);
    const options = { url: `${await demo.start()}/echo` };
    const captureFile = join(folder.fsPath, 'x.pcapng');
    const opened = await engine.call('session.open', { options, title: 'echo', captureFile, network: {} });
    assert.ok(opened.ok);
    await until(async () => (await engine.call('session.list', {}))[0]?.state === 'open', 'the session opens');
    await engine.call('session.send', { session: opened.session, send: { kind: 'text', text: 'hello pa55-word' } });
    await until(async () => (await engine.call('session.list', {}))[0]?.server.messages === 1, 'the answer');
    assert.equal(await recordMore(engine, secrets, file), 2);
    const text = (await workspace.openTextDocument(file)).getText();
    assert.match(
      text,
      /^\/\/ mine\n\{ "url"[^]*\{ "wait": 1 \},\n[^]*"send"[^]*"hello \$\{secret:chat\}"[^]*"expect"[^]*"hello \$\{secret:chat\}"/,
    );

    const broken = Uri.joinPath(folder, 'broken.wsseq.json');
    await writeFile(broken, '{ "url": "ws://127.0.0.1:9/" }');
    await assert.rejects(recordMore(engine, secrets, broken), /is no sequence yet/);
  });
});
