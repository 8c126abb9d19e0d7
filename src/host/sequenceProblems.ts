import { Diagnostic, DiagnosticSeverity, Position, Range, type TextDocument, languages, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable.ts';
import type { FileProblem } from '../profiles/profile.ts';
import { readSequence } from '../replay/sequenceFile.ts';

/** Typing is not interrupted by a judgement on every letter. */
const LOOK_AFTER_MS = 200;
const LONGEST = 1_000;

/** Shows what is wrong in open sequence files, and what will probably make a step fail, at its line and column. */
export function showSequenceProblems(): Disposable {
  const store = new DisposableStore();
  const collection = store.add(languages.createDiagnosticCollection('websocket-inspector.sequences'));
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const show = (document: TextDocument): void => {
    if (!isSequence(document) || document.isClosed) return;
    const read = readSequence(document.getText());
    const problems = read.ok ? [] : read.problems.map((one) => diagnostic(document, one, DiagnosticSeverity.Error));
    const warnings = read.ok ? read.warnings.map((one) => diagnostic(document, one, DiagnosticSeverity.Warning)) : [];
    collection.set(document.uri, [...problems, ...warnings]);
  };
  store.add(workspace.onDidOpenTextDocument(show));
  store.add(
    workspace.onDidChangeTextDocument(({ document }) => {
      if (!isSequence(document)) return;
      const key = document.uri.toString();
      clearTimeout(waiting.get(key));
      waiting.set(
        key,
        setTimeout(() => {
          waiting.delete(key);
          show(document);
        }, LOOK_AFTER_MS),
      );
    }),
  );
  store.add(workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)));
  store.add({
    dispose: () => {
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  });
  for (const document of workspace.textDocuments) show(document);
  return store;
}

const isSequence = ({ uri }: TextDocument): boolean => uri.path.endsWith('.wsseq.json');

function diagnostic(document: TextDocument, problem: FileProblem, severity: DiagnosticSeverity): Diagnostic {
  const { line, column, message } = problem;
  const from = document.offsetAt(new Position(line - 1, column - 1));
  // The whole word or text at that place, rather than one letter of it.
  const [there = ' '] = /^(?:"(?:[^"\\\n]|\\.)*"|[\w.+-]+)/.exec(document.getText().slice(from, from + LONGEST)) ?? [];
  const at = new Range(document.positionAt(from), document.positionAt(from + there.length));
  const found = new Diagnostic(at, message, severity);
  found.source = 'WebSocket Inspector';
  return found;
}
