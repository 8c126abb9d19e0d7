import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { type SaveDialogOptions, Uri } from 'vscode';
import { savePayload } from '../../src/host/payloadFile.ts';
import { fakeEngine, utf8 } from '../support/fakeEngine.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const ref = { session: 's', frame: 0, of: 'message' } as const;

describe('payloadFile', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const answering = (file: Uri | undefined) => {
    const proposed: (string | undefined)[] = [];
    cleanup.replace('showSaveDialog', ({ defaultUri }: SaveDialogOptions) => {
      proposed.push(defaultUri?.path.split('/').at(-1));
      return Promise.resolve(file);
    });
    return proposed;
  };

  it('writes the exact bytes of a long payload, readable by its owner only', async () => {
    const payload = Uint8Array.from({ length: 9 * 1024 * 1024 + 7 }, (_, i) => (i * 7) % 256);
    const file = Uri.joinPath(cleanup.folder(), 'saved.bin');
    const proposed = answering(file);
    const saved = await savePayload(fakeEngine([{ from: 'server', opcode: 2, payload }]), ref);
    assert.deepEqual(saved, { file: file.fsPath });
    assert.equal(Buffer.compare(readFileSync(file.fsPath), payload), 0);
    assert.equal(statSync(file.fsPath).mode & 0o077, 0);
    assert.deepEqual(proposed, ['message-1.bin']);
  });

  it('proposes a name by the content, a character cut at the end of the head or not', async () => {
    const proposed = answering(undefined);
    for (const text of ['{"a":1}', 'hello', `x${'☃'.repeat(50_000)}`]) {
      const engine = fakeEngine([{ from: 'server', opcode: 1, payload: utf8(text) }]);
      assert.deepEqual(await savePayload(engine, ref), { file: undefined });
    }
    assert.deepEqual(proposed, ['message-1.json', 'message-1.txt', 'message-1.txt']);
  });

  it('says when not all of it was there', async () => {
    const told: string[] = [];
    cleanup.replace('showWarningMessage', (message: string) => {
      told.push(message);
      return Promise.resolve(undefined);
    });
    const file = Uri.joinPath(cleanup.folder(), 'part.txt');
    answering(file);
    await savePayload(
      fakeEngine([{ from: 'server', opcode: 1, payload: utf8('he') }], 'The rest was not recorded.'),
      ref,
    );
    assert.equal(readFileSync(file.fsPath, 'utf8'), 'he');
    assert.deepEqual(told, ['The payload was saved as far as it is there. The rest was not recorded.']);
  });
});
