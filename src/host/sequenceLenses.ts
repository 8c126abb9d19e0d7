import { CodeLens, type CodeLensProvider, Range, type TextDocument } from 'vscode';

/** Which files have the lenses. */
export const sequenceSelector = { pattern: '**/*.wsseq.json' };

const TOP = new Range(0, 0, 0, 0);

/** What can be done with a sequence, above its first line. */
export const sequenceLenses: CodeLensProvider = {
  provideCodeLenses: ({ uri }: TextDocument) =>
    (
      [
        ['$(play) Run', 'runSequence', 'Runs it on the connection that the file names'],
        ['Run on profile…', 'replay', 'Asks for the connection'],
        ['Step by step', 'debugSequence', 'Pauses before each step, in the inspector'],
        ['Record more…', 'recordMore', 'Appends what a session said since'],
      ] as const
    ).map(
      ([title, command, tooltip]) =>
        new CodeLens(TOP, { title, tooltip, command: `websocketInspector.${command}`, arguments: [uri] }),
    ),
};
