import assert from 'node:assert/strict';
import { TabInputTextDiff, commands, window, workspace } from 'vscode';
import { FrameSelection } from '../../src/host/frameSelection.ts';
import { payloadCommands } from '../../src/host/payloadCommands.ts';
import { PAYLOAD_SCHEME, PayloadDocuments } from '../../src/host/payloadDocuments.ts';
import type { PayloadRef } from '../../src/host/payloadContent.ts';
import type { SequenceSteps } from '../../src/host/sequenceSteps.ts';
import { fakeEngine, utf8 } from '../support/fakeEngine.ts';
import { Cleanup, activeExtension, closeEditors, until } from '../support/vscodeHost.ts';

describe('payloadCommands', () => {
  const cleanup = new Cleanup();
  before(activeExtension);
  afterEach(closeEditors);
  afterEach(cleanup.run);

  const make = () => {
    const engine = fakeEngine([
      { from: 'client', opcode: 1, payload: utf8('{"op":"login","user":"ann"}') },
      { from: 'server', opcode: 1, payload: utf8('{"op":"session","token":"t"}'), of: 2 },
      { from: 'server', opcode: 1, payload: utf8('plain') },
    ]);
    // The extension under test has registered the scheme, with an engine that knows none of these frames.
    const documents = cleanup.own(new PayloadDocuments(engine));
    const opened: PayloadRef[] = [];
    const real = documents.uriOf.bind(documents);
    documents.uriOf = async (ref, use) => {
      opened.push(ref);
      const uri = await real(ref, use);
      return uri.with({ scheme: SCHEME });
    };
    const added: [PayloadRef, string | undefined][] = [];
    const steps = {
      add: (ref: PayloadRef, path?: string) => {
        added.push([ref, path]);
        return Promise.resolve({ file: 'login.wsseq.json' });
      },
    } as unknown as SequenceSteps;
    const selection = new FrameSelection();
    const SCHEME = `${PAYLOAD_SCHEME}-suite`;
    cleanup.own(workspace.registerFileSystemProvider(SCHEME, documents, { isCaseSensitive: true }));
    const all = payloadCommands({ engine, documents, steps, selection });
    const run = (name: string, argument?: unknown): Promise<unknown> =>
      new Promise((resolve) => resolve(all[name]?.(argument)));
    return { run, opened, added, selection };
  };
  const diffs = () =>
    window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof TabInputTextDiff);

  it('opens a payload as a document of its language, which can be formatted', async () => {
    const { run } = make();
    await run('openPayload', { session: 's', frame: 0 });
    const document = window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'json');
    assert.equal(document.getText(), '{"op":"login","user":"ann"}');
    await until(async () => {
      await commands.executeCommand('editor.action.formatDocument');
      return document.lineCount === 4;
    }, 'the document is formatted');
    await document.save();
  });

  it('means the whole message of a fragment unless told otherwise', async () => {
    const { run, opened } = make();
    await run('openPayload', { session: 's', frame: 1 });
    await run('openPayload', { session: 's', frame: 1, of: 'frame' });
    assert.deepEqual(
      opened.map(({ of }) => of),
      ['message', 'frame'],
    );
  });

  it('compares two in the diff editor: both named, the selected ones, or one after the other', async () => {
    const { run, selection } = make();
    await run('comparePayloads', { session: 's', frames: [0, 1] });
    await until(() => diffs().length === 1, 'the comparison');
    assert.equal(diffs()[0]?.label, 'Frame 1 ↔ Frame 2');
    await closeEditors();
    selection.set('s', [0, 2]);
    await run('comparePayloads');
    await until(() => diffs().some(({ label }) => label === 'Frame 1 ↔ Frame 3'), 'the selected ones');
    await closeEditors();
    await assert.rejects(run('comparePayloadWithSelected', { session: 's', frame: 2 }), /Select for Compare/);
    await run('selectPayloadForCompare', { session: 's', frame: 1 });
    await run('comparePayloadWithSelected', { session: 's', frame: 2 });
    await until(() => diffs().some(({ label }) => label === 'Frame 2 ↔ Frame 3'), 'the second comparison');
    await assert.rejects(run('comparePayloads', { session: 's', frame: 0 }), /Select two frames/);
  });

  it('adds a frame to a sequence, or a value in it', async () => {
    const { run, added } = make();
    await run('addPayloadToSequence', { session: 's', frame: 0 });
    assert.deepEqual(await run('addPayloadToSequence', { session: 's', frame: 2, of: 'frame', path: '$.token' }), {
      file: 'login.wsseq.json',
    });
    assert.deepEqual(
      added.map(([{ frame }, path]) => [frame, path]),
      [
        [0, undefined],
        [2, '$.token'],
      ],
    );
  });

  it('says what to do when no frame is meant', async () => {
    const { run } = make();
    for (const argument of [undefined, { session: 's' }, { session: 's', frames: ['x'] }, 7])
      await assert.rejects(run('openPayload', argument), /Select a frame in the inspector first/);
  });
});
