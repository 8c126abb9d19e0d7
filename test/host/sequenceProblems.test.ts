import assert from 'node:assert/strict';
import { DiagnosticSeverity, Uri, languages, window, workspace } from 'vscode';
import { Cleanup, activeExtension, closeEditors, until, writeFile } from '../support/vscodeHost.ts';

describe('sequence problems', () => {
  const cleanup = new Cleanup();
  afterEach(closeEditors);
  afterEach(cleanup.run);

  it('stand in the Problems view while the file is open, errors and warnings', async () => {
    await activeExtension();
    const file = Uri.joinPath(cleanup.folder(), 'x.wsseq.json');
    await writeFile(file, '{ "url": "ws://127.0.0.1:9/", "steps": [\n  { "send": { "text": "${nope}" } }\n] }\n');
    const ours = () => languages.getDiagnostics(file).filter(({ source }) => source === 'WebSocket Inspector');
    const document = await workspace.openTextDocument(file);
    const editor = await window.showTextDocument(document);
    await until(() => ours().length === 1, 'the warning');
    assert.equal(ours()[0]?.severity, DiagnosticSeverity.Warning);
    assert.match(ours()[0]?.message ?? '', /no variable "nope"/);
    assert.equal(document.getText(ours()[0]?.range), '"${nope}"');
    await editor.edit((edit) => edit.insert(document.positionAt(document.getText().indexOf('"send"')), '"snd": 1, '));
    await until(() => ours().some(({ severity }) => severity === DiagnosticSeverity.Error), 'the error');
    assert.match(ours()[0]?.message ?? '', /"snd" is not known here/);
  });
});
