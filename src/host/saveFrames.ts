import { Uri, window, workspace } from 'vscode';
import type { EngineClient } from './engineClient.ts';

/** Asked of the engine at once. */
const PIECE = 8 * 1024 * 1024;
/** A file is written in one go by VS Code's file system, so that it all has to be held. */
const MAX_BYTES = 1024 * 1024 * 1024;

/**
 * Asks where to, and writes the exact bytes of what those frames (0-based, rising) stand for, one after the other. Answers the
 * file's name, or undefined when the user chose none.
 */
export async function saveFrames(
  engine: Pick<EngineClient, 'call'>,
  session: string,
  frames: readonly number[],
): Promise<string | undefined> {
  const number = (frames[0] ?? 0) + 1;
  const name = frames.length === 1 ? `frame-${number}.bin` : `frames-${number}-${(frames.at(-1) ?? 0) + 1}.bin`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    title: 'Save Exact Bytes',
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
  });
  if (target === undefined) return undefined;
  await workspace.fs.writeFile(target, await bytesOf(engine, session, frames));
  return workspace.asRelativePath(target);
}

async function bytesOf(
  engine: Pick<EngineClient, 'call'>,
  session: string,
  frames: readonly number[],
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const { frame, of } of await engine.call('session.payloads', { session, frames: [...frames] })) {
    for (let offset = 0; ;) {
      const piece = await engine.call('session.payload', { session, frame, of, offset, length: PIECE });
      if (piece.problem !== undefined) throw new Error(`Frame ${frame + 1}: ${piece.problem} Nothing was written.`);
      parts.push(piece.bytes);
      offset += piece.bytes.length;
      length += piece.bytes.length;
      if (length > MAX_BYTES) throw new Error('That is more than 1 GiB. Select fewer frames; nothing was written.');
      if (piece.bytes.length === 0 || offset >= piece.total) break;
    }
  }
  return Buffer.concat(parts);
}
