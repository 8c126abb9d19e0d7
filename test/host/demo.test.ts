import assert from 'node:assert/strict';
import { window } from 'vscode';
import { Demo } from '../../src/host/demo.ts';
import { Cleanup, workerScript, writeFile } from '../support/vscodeHost.ts';
import { Uri } from 'vscode';

describe('demo', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);
  const make = (script: string): Demo =>
    cleanup.own(new Demo(script, cleanup.own(window.createOutputChannel('suite: demo', { log: true }))));

  it('starts the server once, on loopback', async () => {
    const demo = make(await workerScript());
    const [first, second] = await Promise.all([demo.start(), demo.start()]);
    assert.match(first, /^ws:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(second, first);
    const listing = await fetch(`${first.replace('ws:', 'http:')}/`);
    assert.match(await listing.text(), /\/echo/);
  });

  it('stops it, and says whether there was one', async () => {
    const demo = make(await workerScript());
    assert.equal(await demo.stop(), false);
    const url = await demo.start();
    assert.equal(await demo.stop(), true);
    await assert.rejects(fetch(`${url.replace('ws:', 'http:')}/`));
  });

  it('tells why it could not start', async () => {
    const script = Uri.joinPath(cleanup.folder(), 'broken.cjs');
    await writeFile(script, 'throw new Error("no such luck");');
    await assert.rejects(make(script.fsPath).start(), /no such luck/);
  });
});
