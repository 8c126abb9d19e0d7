import assert from 'node:assert/strict';
import { Uri, WorkspaceEdit, workspace } from 'vscode';
import { ProfileStore } from '../../src/host/profileStore.ts';
import { Cleanup, closeEditors, readFile, until, workspaceFolder, writeFile } from '../support/vscodeHost.ts';

const file = (): Uri => Uri.joinPath(workspaceFolder(), '.vscode/websockets.json');
const echo = { name: 'Echo', url: 'ws://127.0.0.1:1/echo' };

describe('profileStore', () => {
  const cleanup = new Cleanup();
  afterEach(async () => {
    await closeEditors();
    await cleanup.run();
    await workspace.fs.delete(file(), { useTrash: false }).then(undefined, () => undefined);
  });
  const make = (): ProfileStore => cleanup.own(new ProfileStore(cleanup.folder()));

  it('is empty where there is no file', async () => {
    const store = make();
    await store.refresh();
    assert.deepEqual(store.all, []);
    assert.deepEqual(
      store.sources.map(({ scope, exists }) => ({ scope, exists })),
      [
        { scope: 'workspace', exists: false },
        { scope: 'user', exists: false },
      ],
    );
  });

  it('saves for the folder and for the user, each in its file', async () => {
    const store = make();
    assert.deepEqual(await store.save('workspace', echo, false), { ok: true });
    assert.deepEqual(await store.save('user', { ...echo, name: 'Mine' }, false), { ok: true });
    assert.deepEqual(
      store.all.map(({ profile, source }) => [profile.name, source.scope]),
      [
        ['Echo', 'workspace'],
        ['Mine', 'user'],
      ],
    );
    assert.match(await readFile(file()), /"Echo"/);
    assert.equal(store.find('Mine')?.profile.url, echo.url);
  });

  it('replaces only when asked to, and keeps the comments of the file', async () => {
    const store = make();
    const text =
      '{\n  // ours\n  "profiles": [\n    { "name": "Echo", "url": "ws://127.0.0.1:1/old" } // first\n  ]\n}\n';
    await writeFile(file(), text);
    await store.refresh();
    const refused = await store.save('workspace', echo, false);
    assert.ok(!refused.ok && /websockets\.json, line 4/.test(refused.problem), JSON.stringify(refused));
    assert.equal(await readFile(file()), text);
    assert.deepEqual(await store.save('workspace', echo, true), { ok: true });
    const after = await readFile(file());
    assert.ok(after.includes('// ours') && after.includes('// first') && after.includes('/echo'), after);
  });

  it('never writes into a file that it cannot read', async () => {
    const store = make();
    const text = '{ "profiles": [ { "name": "Echo" ';
    await writeFile(file(), text);
    const saved = await store.save('workspace', echo, false);
    assert.ok(!saved.ok && /line 1, column \d+/.test(saved.problem), JSON.stringify(saved));
    assert.equal(await readFile(file()), text);
  });

  it('keeps the good profiles of a file with a bad one', async () => {
    const store = make();
    await writeFile(
      file(),
      '{ "profiles": [\n  { "name": "Bad", "url": "ftp://x" },\n  { "name": "Echo", "url": "ws://127.0.0.1:1/echo" }\n] }',
    );
    await store.refresh();
    assert.deepEqual(
      store.all.map(({ profile }) => profile.name),
      ['Echo'],
    );
    assert.equal(store.sources[0]?.problems[0]?.line, 2);
  });

  it('sees what stands unsaved in an editor, and does not overwrite it', async () => {
    const store = make();
    await store.save('workspace', echo, false);
    const document = await workspace.openTextDocument(file());
    const onDisk = await readFile(file());
    // An earlier test's document may still be on its way to what is on the disk now.
    await until(() => document.getText() === onDisk, 'the document follows the disk');
    const edit = new WorkspaceEdit();
    edit.insert(file(), document.positionAt(document.getText().indexOf('{')), '// typed and not saved\n');
    await workspace.applyEdit(edit);
    assert.deepEqual(await store.save('workspace', { ...echo, name: 'Second' }, false), { ok: true });
    const after = await readFile(file());
    assert.ok(after.includes('// typed and not saved') && after.includes('"Second"'), after);
    assert.deepEqual(
      store.all.map(({ profile }) => profile.name),
      ['Echo', 'Second'],
    );
  });

  it('removes a profile', async () => {
    const store = make();
    await store.save('workspace', echo, false);
    await store.save('workspace', { ...echo, name: 'Second' }, false);
    const first = store.find('Echo');
    assert.ok(first);
    const removed = await store.remove(first);
    assert.equal(removed.ok, true);
    assert.deepEqual(
      store.all.map(({ profile }) => profile.name),
      ['Second'],
    );
  });

  it('brings a removed profile back in its place, and at the end when the file has changed since', async () => {
    const store = make();
    const text =
      '{\n  "profiles": [\n    // one\n    { "name": "Echo", "url": "ws://h" }, // its remark\n    { "name": "Second", "url": "ws://h" }\n  ]\n}\n';
    await writeFile(file(), text);
    await store.refresh();
    const echoStored = store.find('Echo');
    assert.ok(echoStored);
    const removed = await store.remove(echoStored);
    assert.deepEqual(await removed.undo?.(), { ok: true });
    assert.equal(await readFile(file()), text);
    const again = await store.remove(echoStored);
    await store.save('workspace', { ...echo, name: 'Third' }, false);
    assert.deepEqual(await again.undo?.(), { ok: true });
    assert.deepEqual(
      store.all.map(({ profile }) => profile.name),
      ['Second', 'Third', 'Echo'],
    );
  });

  it('renames, duplicates and moves', async () => {
    const store = make();
    await store.save('workspace', { ...echo, deflate: false }, false);
    const find = (name: string) => store.find(name) ?? assert.fail(name);
    assert.deepEqual(await store.rename(find('Echo'), 'Renamed'), { ok: true });
    assert.deepEqual(await store.copy(find('Renamed'), file(), 'Renamed'), { ok: true, name: 'Renamed 2' });
    const userFile = store.fileOf('user');
    assert.ok(userFile);
    assert.equal((await store.move(find('Renamed'), userFile)).ok, true);
    assert.deepEqual(
      store.all.map(({ profile, source }) => [profile.name, source.scope]),
      [
        ['Renamed 2', 'workspace'],
        ['Renamed', 'user'],
      ],
    );
    assert.equal(find('Renamed').profile.deflate, false);
    assert.deepEqual(await store.move(find('Renamed'), userFile), { ok: true });
    assert.equal(store.find({ name: 'Renamed', file: file().toString() }), undefined);
  });

  it('knows the variables of the user in the files of folders', async () => {
    const store = make();
    const userFile = store.fileOf('user');
    assert.ok(userFile);
    await writeFile(userFile, '{ "variables": { "host": "h" } }');
    await writeFile(
      file(),
      '{ "profiles": [ { "name": "a", "url": "ws://${host}" }, { "name": "b", "url": "ws://${nope}" } ] }',
    );
    await store.refresh();
    assert.deepEqual(
      store.sources[0]?.problems.map(({ message }) => message.slice(0, 29)),
      ['There is no variable "nope". '],
    );
  });

  it('loses none of many saves at once', async () => {
    const store = make();
    const names = Array.from({ length: 5 }, (_, index) => `P${index}`);
    await Promise.all(names.map((name) => store.save('workspace', { ...echo, name }, false)));
    assert.deepEqual(
      store.all.map(({ profile }) => profile.name),
      names,
    );
  });

  it('reads again by itself when the file changes on disk', async () => {
    const store = make();
    await store.refresh();
    await writeFile(file(), JSON.stringify({ profiles: [echo] }));
    await until(() => store.find('Echo') !== undefined, 'the new profile');
    await workspace.fs.delete(file(), { useTrash: false });
    await until(() => store.find('Echo') === undefined, 'the profile goes');
  });
});
