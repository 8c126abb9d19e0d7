import { open } from 'node:fs/promises';
import { ProgressLocation, Uri, window, workspace } from 'vscode';
import type { EngineClient } from './engineClient.ts';
import { type PayloadRef, payloadPieces } from './payloadContent.ts';
import { type PayloadKind, extensionOf, payloadKind } from './payloadKind.ts';

/** Enough to tell what a payload is. */
const HEAD_BYTES = 64 * 1024;
/** What is written through VS Code's own file systems has to be in memory whole. */
const MAX_REMOTE_BYTES = 256 * 1024 * 1024;

/** Asks where to save a payload and writes its exact bytes, piece by piece. `file` is undefined when the user gave up. */
export async function savePayload(
  engine: Pick<EngineClient, 'call'>,
  ref: PayloadRef,
): Promise<{ readonly file: string | undefined }> {
  const head = await engine.call('session.payload', { ...ref, offset: 0, length: HEAD_BYTES });
  const extension = extensionOf(head.total > HEAD_BYTES ? kindOfHead(head.bytes) : payloadKind(head.bytes));
  const file = await window.showSaveDialog({
    defaultUri: Uri.joinPath(
      workspace.workspaceFolders?.[0]?.uri ?? Uri.file(''),
      `${ref.of}-${ref.frame + 1}.${extension}`,
    ),
    title: 'Save the payload',
  });
  if (file === undefined) return { file: undefined };
  const problem = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Saving the payload', cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const told = (part: number): void => progress.report({ increment: 100 * part });
      return file.scheme === 'file'
        ? writeLocally(engine, ref, file.fsPath, stop.signal, told)
        : writeThroughVSCode(engine, ref, file, stop.signal);
    },
  );
  // Not awaited: the file is written, read or not.
  if (problem !== undefined) void window.showWarningMessage(`The payload was saved as far as it is there. ${problem}`);
  return { file: file.fsPath };
}

/** A character may be cut at the end of a head: that does not make it binary. JSON cut off is text. */
const kindOfHead = (head: Uint8Array): PayloadKind =>
  [1, 2, 3, 4].map((cut) => payloadKind(head.subarray(0, head.length - cut))).find((kind) => kind !== 'binary') ??
  'binary';

async function writeLocally(
  engine: Pick<EngineClient, 'call'>,
  ref: PayloadRef,
  path: string,
  signal: AbortSignal,
  told: (part: number) => void,
): Promise<string | undefined> {
  const handle = await open(path, 'w', 0o600);
  let problem: string | undefined;
  try {
    for await (const piece of payloadPieces(engine, ref, signal)) {
      await handle.write(piece.bytes);
      problem = piece.problem;
      if (piece.total > 0) told(piece.bytes.length / piece.total);
    }
  } finally {
    await handle.close();
  }
  return problem;
}

async function writeThroughVSCode(
  engine: Pick<EngineClient, 'call'>,
  ref: PayloadRef,
  file: Uri,
  signal: AbortSignal,
): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let problem: string | undefined;
  for await (const piece of payloadPieces(engine, ref, signal)) {
    if (piece.total > MAX_REMOTE_BYTES) {
      throw new Error('This payload is too long for that place. Save it to a folder of this machine.');
    }
    pieces.push(piece.bytes);
    problem = piece.problem;
  }
  await workspace.fs.writeFile(file, Buffer.concat(pieces));
  return problem;
}
