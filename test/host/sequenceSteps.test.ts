import assert from 'node:assert/strict';
import { Uri, commands, window, workspace } from 'vscode';
import { SequenceSteps, withStep } from '../../src/host/sequenceSteps.ts';
import { fakeEngine, sessionSnapshot, utf8 } from '../support/fakeEngine.ts';
import { Cleanup, closeEditors, readFile, until, writeFile } from '../support/vscodeHost.ts';

const ref = (frame: number) => ({ session: 'session-1', frame, of: 'message' }) as const;

describe('sequenceSteps', () => {
  const cleanup = new Cleanup();
  afterEach(async () => {
    await commands.executeCommand('workbench.action.files.revert');
    await closeEditors();
    await until(() => window.tabGroups.all.every(({ tabs }) => tabs.length === 0), 'the editors close');
  });
  afterEach(cleanup.run);

  const make = () => {
    const engine = fakeEngine([
      { from: 'client', opcode: 1, payload: utf8('{"op":"login"}') },
      { from: 'server', opcode: 1, payload: utf8('{"token":"abc"}') },
      { from: 'server', opcode: 9, payload: utf8('ping') },
      { from: 'client', opcode: 2, payload: new Uint8Array(65 * 1024) },
      { from: 'client', opcode: 1, payload: utf8('{"key":"hunter2"}') },
      { from: 'server', opcode: 2, payload: utf8('key hunter2') },
      { from: 'client', opcode: 2, payload: utf8('key hunter2') },
    ]);
    engine.tell(sessionSnapshot());
    const secrets = { byName: () => Promise.resolve({ chat: 'hunter2' }) };
    return new SequenceSteps(engine, { find: () => undefined }, secrets);
  };
  const open = async (text: string): Promise<Uri> => {
    const file = Uri.joinPath(cleanup.folder(), 'talk.wsseq.json');
    await writeFile(file, text);
    await window.showTextDocument(await workspace.openTextDocument(file));
    return file;
  };

  it('appends steps to the one that is open, comments kept, to be undone in one step', async () => {
    const text = '{\n  // who\n  "url": "ws://127.0.0.1/",\n  "steps": [\n    { "wait": 1 } // first\n  ]\n}\n';
    const file = await open(text);
    const steps = make();
    await steps.add(ref(0));
    await steps.add(ref(1), '$.token');
    const document = await workspace.openTextDocument(file);
    assert.match(document.getText(), /\/\/ who[^]*"wait": 1 \}, \/\/ first[^]*"send"[^]*"login"[^]*"expect"/);
    assert.match(document.getText(), /"jsonpath": "\$\.token"[^]*"capture"[^]*"token": "\$\.token"/);
    await window.showTextDocument(document);
    await commands.executeCommand('undo');
    assert.doesNotMatch(document.getText(), /jsonpath/);
    assert.match(document.getText(), /login/);
  });

  it('begins a new sequence where none is there', async () => {
    const folder = cleanup.folder();
    cleanup.replace('showSaveDialog', () => Promise.resolve(Uri.joinPath(folder, 'fresh.json')));
    cleanup.replace('showQuickPick', (items: readonly { readonly label: string }[]) =>
      Promise.resolve(items.find(({ label }) => label.includes('New sequence'))),
    );
    await make().add(ref(0));
    const file = Uri.joinPath(folder, 'fresh.wsseq.json');
    assert.match(await readFile(file), /"url": "ws:\/\/127\.0\.0\.1:1\/echo"/);
    assert.match((await workspace.openTextDocument(file)).getText(), /"op": "login"/);
  });

  it('refuses what cannot be a step, and leaves a broken file as it is', async () => {
    const file = await open('{ "steps": [ ');
    await assert.rejects(make().add(ref(0)), /is no sequence yet: it needs "steps"/);
    assert.equal((await workspace.openTextDocument(file)).getText(), '{ "steps": [ ');
    await assert.rejects(make().add(ref(2)), /Only data frames can become steps/);
    await assert.rejects(make().add(ref(3)), /at most 64 KiB/);
  });

  it('writes no kept secret: its name in a text, stars in bytes, which it tells', async () => {
    const told: string[] = [];
    cleanup.replace('showWarningMessage', (text: string) => {
      told.push(text);
      return Promise.resolve(undefined);
    });
    const file = await open('{ "steps": [] }');
    const steps = make();
    for (const frame of [4, 5, 6]) await steps.add(ref(frame));
    const text = (await workspace.openTextDocument(file)).getText();
    assert.deepEqual((JSON.parse(text) as { steps: unknown }).steps, [
      { send: { json: { key: '${secret:chat}' } } },
      { expect: { opcode: 'binary' } },
      { send: { hex: '6b 65 79 20 2a 2a 2a 2a 2a 2a 2a' } },
    ]);
    const [expected, sent] = told;
    assert.equal(told.length, 2);
    assert.match(
      expected ?? '',
      /^In one binary message, 2a \(a star\) stands for each byte of a kept secret\. Replace them/,
    );
    assert.equal(sent, expected);
  });

  it('puts a step behind the last one', () => {
    assert.equal(withStep('{"steps":[]}', { wait: 1 })?.replaceAll(/\s/g, ''), '{"steps":[{"wait":1}]}');
    assert.equal(withStep('{"steps":{}}', { wait: 1 }), undefined);
    assert.equal(withStep('', { wait: 1 }), undefined);
  });
});
