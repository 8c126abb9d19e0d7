import assert from 'node:assert/strict';
import { DiagnosticSeverity, Uri, languages } from 'vscode';
import { showProfileProblems } from '../../src/host/profileProblems.ts';
import type { ProfileStore } from '../../src/host/profileStore.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('profileProblems', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('shows each at its line and column, until it is mended', () => {
    const file = Uri.file('/suite/.vscode/websockets.json');
    const problem = { line: 3, column: 7, message: 'A comma is missing here.' };
    const state = { sources: [{ file, problems: [problem] }] };
    let changed = (): void => undefined;
    const onChange = (listener: () => void) => {
      changed = listener;
      return { dispose: () => undefined };
    };
    const shown = () => languages.getDiagnostics(file);
    const problems = cleanup.own(
      showProfileProblems({
        onChange,
        get sources() {
          return state.sources;
        },
      } as unknown as ProfileStore),
    );
    const [first] = shown();
    assert.ok(first);
    assert.deepEqual([first.range.start.line, first.range.start.character], [2, 6]);
    assert.equal(first.message, problem.message);
    assert.equal(first.severity, DiagnosticSeverity.Error);
    state.sources = [{ file, problems: [] }];
    changed();
    assert.deepEqual(shown(), []);
    state.sources = [{ file, problems: [problem] }];
    changed();
    assert.equal(shown().length, 1);
    problems.dispose();
    assert.deepEqual(shown(), []);
  });
});
