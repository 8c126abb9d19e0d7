import assert from 'node:assert/strict';
import { profilePlaces } from '../../src/host/profilePlaces.ts';
import { profileSource } from '../support/profileSource.ts';

describe('profilePlaces', () => {
  const user = profileSource('user', '{}');
  const labels = (...sources: readonly ReturnType<typeof profileSource>[]) =>
    profilePlaces({ sources: [...sources, user] }).map(({ label }) => label);

  it('names folders where there are several', () => {
    assert.deepEqual(labels(), ['For me, everywhere']);
    assert.deepEqual(labels(profileSource('workspace', '{}')), ['In this workspace', 'For me, everywhere']);
    const [api, web] = ['api', 'web'].map((label) => ({ ...profileSource('workspace', '{}'), label }));
    assert.ok(api && web);
    assert.deepEqual(labels(api, web), ['In the folder api', 'In the folder web', 'For me, everywhere']);
  });
});
