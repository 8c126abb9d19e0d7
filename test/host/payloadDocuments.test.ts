import assert from 'node:assert/strict';
import { FilePermission, FileSystemError, Uri } from 'vscode';
import { PAYLOAD_SCHEME, PayloadDocuments } from '../../src/host/payloadDocuments.ts';
import { fakeEngine, utf8 } from '../support/fakeEngine.ts';
import { Cleanup } from '../support/vscodeHost.ts';

const text = '{"id":12345678901234567890,"id":1.10}';

describe('payloadDocuments', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const make = () =>
    cleanup.own(
      new PayloadDocuments(
        fakeEngine([
          { from: 'server', opcode: 1, payload: utf8(text) },
          { from: 'server', opcode: 2, payload: Uint8Array.of(0, 1, 0xff) },
          { from: 'server', opcode: 2, payload: new Uint8Array(33 * 1024 * 1024) },
        ]),
      ),
    );
  const read = async (documents: PayloadDocuments, uri: Uri) => Buffer.from(await documents.readFile(uri)).toString();

  it('names a payload by its frame, in the language of its content, and gives its exact text', async () => {
    const documents = make();
    const uri = await documents.uriOf({ session: 's 1', frame: 0, of: 'frame' }, 'original');
    assert.match(uri.path, /\/Frame 1\.json$/);
    assert.equal(await read(documents, uri), text);
    assert.equal((await documents.stat(uri)).size, text.length);
  });

  it('shows bytes as a dump', async () => {
    const documents = make();
    const uri = await documents.uriOf({ session: 's', frame: 1, of: 'message' }, 'original');
    assert.match(uri.path, /\/Message of frame 2\.hex\.txt$/);
    assert.match(await read(documents, uri), /^00000000 {2}00 01 ff .*\.\.\.\n$/);
  });

  it('lets a copy be changed and never the original', async () => {
    const documents = make();
    const ref = { session: 's', frame: 0, of: 'frame' } as const;
    const [original, copy] = [await documents.uriOf(ref, 'original'), await documents.uriOf(ref, 'copy')];
    let told = 0;
    documents.onDidChangeFile(() => told++);
    assert.throws(() => documents.writeFile(original, utf8('changed')), FileSystemError);
    documents.writeFile(copy, utf8('changed'));
    assert.equal(await read(documents, copy), 'changed');
    assert.equal(await read(documents, original), text);
    assert.equal((await documents.stat(original)).permissions, FilePermission.Readonly);
    assert.equal((await documents.stat(copy)).permissions, undefined);
    assert.equal(told, 1);
    assert.throws(() => documents.createDirectory(copy), FileSystemError);
    assert.throws(() => documents.delete(copy), FileSystemError);
    assert.throws(() => documents.rename(copy), FileSystemError);
  });

  it('says what is too long for an editor, and does not know what is no payload', async () => {
    const documents = make();
    await assert.rejects(
      documents.uriOf({ session: 's', frame: 2, of: 'frame' }, 'copy'),
      /34,603,008 bytes, too much for an editor\. Save it/,
    );
    const nonsense = Uri.from({ scheme: PAYLOAD_SCHEME, authority: 'copy', path: '/s/neither/x' });
    await assert.rejects(documents.readFile(nonsense), FileSystemError);
  });
});
