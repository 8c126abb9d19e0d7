import assert from 'node:assert/strict';
import { CodeLens, Position, workspace } from 'vscode';
import { UrlLenses, urlsIn } from '../../src/host/urlLenses.ts';
import { Cleanup, closeEditors } from '../support/vscodeHost.ts';

const urls = (text: string) => urlsIn(text).map(({ url }) => url);

describe('urlLenses', () => {
  const cleanup = new Cleanup();
  afterEach(async () => {
    await closeEditors();
    await cleanup.run();
  });

  it('finds addresses in literals, in prose and in brackets', () => {
    assert.deepEqual(urls(`new WebSocket("ws://localhost:8080/chat"); '// wss://a.test/b?c=d&e'`), [
      'ws://localhost:8080/chat',
      'wss://a.test/b?c=d&e',
    ]);
    assert.deepEqual(urls('See wss://a.test/x. Or (ws://b.test).'), ['wss://a.test/x', 'ws://b.test']);
    assert.deepEqual(urls('`ws://[::1]:9001/x`'), ['ws://[::1]:9001/x']);
  });

  it('leaves what is put together from pieces, and what is no address', () => {
    assert.deepEqual(urls('`wss://${host}/x` + `ws://a.test/${path}` "ws://" wss:// "ws://{host}/"'), []);
    assert.deepEqual(urls('xws://a.test http://a.test'), []);
  });

  it('has a lens and a hover for each, but for profile files', async () => {
    const document = await workspace.openTextDocument({
      language: 'javascript',
      content: 'a\nconnect("ws://h.test/x")\n',
    });
    const lenses = cleanup.own(new UrlLenses(() => false));
    const [lens, ...others] = lenses.provideCodeLenses(document);
    assert.ok(lens instanceof CodeLens && others.length === 0);
    assert.equal(lens.range.start.line, 1);
    assert.deepEqual([lens.command?.command, lens.command?.arguments], ['websocketInspector.open', ['ws://h.test/x']]);
    assert.ok(lenses.provideHover(document, new Position(1, 12)));
    assert.equal(lenses.provideHover(document, new Position(0, 0)), undefined);
    assert.deepEqual(cleanup.own(new UrlLenses(() => true)).provideCodeLenses(document), []);
  });

  it('is quick with a large text, and quiet when switched off', async () => {
    const lenses = cleanup.own(new UrlLenses(() => false));
    const large = await workspace.openTextDocument({ content: 'ws://h.test/ '.repeat(50_000) });
    assert.deepEqual(lenses.provideCodeLenses(large), []);
    const many = await workspace.openTextDocument({ content: 'ws://h.test/\n'.repeat(500) });
    assert.equal(lenses.provideCodeLenses(many).length, 100);
    const settings = workspace.getConfiguration('websocketInspector');
    await settings.update('codeLens', false, true);
    cleanup.later(() => settings.update('codeLens', undefined, true));
    assert.deepEqual(lenses.provideCodeLenses(many), []);
  });
});
