import assert from 'node:assert/strict';
import { askFields } from '../../src/host/askFields.ts';
import { Cleanup } from '../support/vscodeHost.ts';

interface Item {
  readonly label: string;
  readonly detail: string;
}

describe('askFields', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  const fields = [
    { place: 'a $.id', path: '$.id', sample: '7', secret: false, treatment: 'ignore' },
    { place: 'a $.token', path: '$.token', sample: '•••', secret: true, treatment: 'capture' },
  ] as const;

  /** Answers each question by the choice whose label begins so; undefined gives up. Gives what was offered. */
  function answering(...answers: readonly (string | undefined)[]): (readonly Item[])[] {
    const offered: (readonly Item[])[] = [];
    cleanup.replace('showQuickPick', (items: readonly Item[]) => {
      const answer = answers[offered.length];
      offered.push(items);
      return Promise.resolve(answer === undefined ? undefined : items.find(({ label }) => label.includes(answer)));
    });
    return offered;
  }

  it('offers each field, takes what is decided, and shows it', async () => {
    const offered = answering('$.id', 'Keep exactly', '$.token', undefined, 'Write');
    assert.deepEqual(await askFields(fields), { 'a $.id': 'keep' });
    assert.deepEqual(
      offered[0]?.slice(1).map(({ label, detail }) => [label, detail]),
      [
        ['$.id', 'ignored'],
        ['$.token', 'captured as a variable'],
      ],
    );
    assert.equal(offered[2]?.[1]?.detail, 'kept exactly');
    // A secret is not for a file.
    const labels = offered.map((items) => items.map(({ label }) => label));
    assert.deepEqual(labels[1], ['Capture', 'Ignore', 'Keep exactly']);
    assert.deepEqual(labels[3], ['Capture', 'Ignore']);
  });

  it('gives up', async () => {
    answering(undefined);
    assert.equal(await askFields(fields), undefined);
  });
});
