import { Diagnostic, DiagnosticSeverity, Range, languages } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { ProfileStore } from './profileStore.ts';

/** Shows what is wrong in profile files in the Problems view, at its line and column. */
export function showProfileProblems(store: ProfileStore): Disposable {
  const collection = languages.createDiagnosticCollection('websocket-inspector.profiles');
  const show = (): void => {
    collection.clear();
    for (const { file, problems } of store.sources) {
      if (problems.length === 0) continue;
      collection.set(
        file,
        problems.map(({ line, column, message }) => {
          const at = new Range(line - 1, column - 1, line - 1, column);
          const diagnostic = new Diagnostic(at, message, DiagnosticSeverity.Error);
          diagnostic.source = 'WebSocket Inspector';
          return diagnostic;
        }),
      );
    }
  };
  const subscription = store.onChange(show);
  show();
  return {
    dispose: () => {
      subscription.dispose();
      collection.dispose();
    },
  };
}
