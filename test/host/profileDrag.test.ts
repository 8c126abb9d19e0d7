import assert from 'node:assert/strict';
import { DataTransfer, workspace } from 'vscode';
import { ProfileDrag } from '../../src/host/profileDrag.ts';
import { type ProfileRef, ProfileStore, type StoredProfile } from '../../src/host/profileStore.ts';
import type { ProfileNode } from '../../src/host/profileTree.ts';
import { Cleanup, readFile, writeFile } from '../support/vscodeHost.ts';
import { profileSource } from '../support/profileSource.ts';

const source = profileSource('workspace', '{ "profiles": [ { "name": "p", "url": "ws://u:hunter2@h/" } ] }');
const user = profileSource('user', '{}');
const stored: StoredProfile = { profile: source.profiles[0] ?? assert.fail(), source };

describe('profileDrag', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  function make(result: unknown = { ok: true }) {
    const moves: unknown[] = [];
    const problems: unknown[] = [];
    const store = {
      find: ({ name }: ProfileRef) => (name === 'p' ? stored : undefined),
      sourceOf: () => undefined,
      move: (what: StoredProfile, file: unknown) => {
        moves.push([what.profile.name, String(file)]);
        return Promise.resolve(result);
      },
    } as unknown as ProfileStore;
    return { drag: new ProfileDrag(store, (error) => void problems.push(error)), moves, problems };
  }

  it('moves what is dropped on a source, or on a profile of it', async () => {
    const { drag, moves } = make();
    const transfer = new DataTransfer();
    drag.handleDrag(
      [
        { kind: 'profile', stored },
        { kind: 'source', source },
      ],
      transfer,
    );
    await drag.handleDrop({ kind: 'source', source: user }, transfer);
    await drag.handleDrop(undefined, transfer);
    await drag.handleDrop({ kind: 'source', source: user }, new DataTransfer());
    assert.deepEqual(moves, [['p', user.file.toString()]]);
    assert.equal(String(transfer.get('text/plain')?.value).includes('hunter2'), false);
  });

  it('moves between the files of real scopes, each profile with its comments', async () => {
    const store = cleanup.own(new ProfileStore(cleanup.folder()));
    const [mine, shared] = [store.fileOf('user')!, store.fileOf('workspace')!];
    cleanup.later(() => workspace.fs.delete(shared, { useTrash: false }));
    await writeFile(
      shared,
      '{\n  "profiles": [\n    {\n      "name": "Dragged", // ours\n      "url": "ws://h/"\n    },\n    { "name": "Stays", "url": "ws://h/" }\n  ]\n}\n',
    );
    await store.refresh();
    const problems: unknown[] = [];
    const drag = new ProfileDrag(store, (error) => problems.push(error));
    const sources = () => ({ here: store.sourceOf(shared)!, there: store.sourceOf(mine)! });
    const names = () => Object.values(sources()).map(({ profiles }) => profiles.map(({ name }) => name));
    const dropOn = async (target: ProfileNode): Promise<void> => {
      const transfer = new DataTransfer();
      drag.handleDrag([{ kind: 'profile', stored: store.find('Dragged')! }], transfer);
      await drag.handleDrop(target, transfer);
    };
    await dropOn({ kind: 'source', source: sources().there });
    assert.deepEqual([names(), problems], [[['Stays'], ['Dragged']], []]);
    assert.match(await readFile(mine), /"Dragged", \/\/ ours/);
    assert.ok(!(await readFile(shared)).includes('ours'));
    // And back, dropped on a profile of the other file.
    await dropOn({ kind: 'profile', stored: store.find('Stays')! });
    assert.deepEqual([names(), problems], [[['Stays', 'Dragged'], []], []]);
    assert.match(await readFile(shared), /"Dragged", \/\/ ours/);
  });

  it('tells why something was not moved', async () => {
    const { drag, problems } = make({ ok: false, problem: 'There is one of that name.' });
    const transfer = new DataTransfer();
    drag.handleDrag([{ kind: 'profile', stored }], transfer);
    await drag.handleDrop({ kind: 'problems', source: user }, transfer);
    assert.match(String(problems[0]), /of that name/);
  });
});
