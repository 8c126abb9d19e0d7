import assert from 'node:assert/strict';
import { DataTransfer } from 'vscode';
import { ProfileDrag } from '../../src/host/profileDrag.ts';
import type { ProfileRef, ProfileStore, StoredProfile } from '../../src/host/profileStore.ts';
import { profileSource } from '../support/profileSource.ts';

const source = profileSource('workspace', '{ "profiles": [ { "name": "p", "url": "ws://u:hunter2@h/" } ] }');
const user = profileSource('user', '{}');
const stored: StoredProfile = { profile: source.profiles[0] ?? assert.fail(), source };

describe('profileDrag', () => {
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

  it('tells why something was not moved', async () => {
    const { drag, problems } = make({ ok: false, problem: 'There is one of that name.' });
    const transfer = new DataTransfer();
    drag.handleDrag([{ kind: 'profile', stored }], transfer);
    await drag.handleDrop({ kind: 'problems', source: user }, transfer);
    assert.match(String(problems[0]), /of that name/);
  });
});
