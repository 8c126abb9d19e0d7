import { basename } from 'node:path';
import { Uri, commands, window } from 'vscode';
import type { CaptureLibrary, StoredCapture } from '../engine/captureLibrary.ts';
import type { EngineClient } from './engineClient.ts';
import type { Panels } from './panels.ts';

interface CaptureServices {
  readonly engine: Pick<EngineClient, 'call'>;
  readonly library: CaptureLibrary;
  readonly panels: Pick<Panels, 'showSession'>;
  /** The tree is out of date. */
  readonly refresh: () => void;
}

/** A large file takes its time. */
const NO_TIMEOUT = { timeoutMs: 0 };

/** Commands on one capture by name. Each takes a capture of the tree; without one it asks. */
export function captureCommands(services: CaptureServices): Readonly<Record<string, (argument: unknown) => unknown>> {
  const { engine, library, panels, refresh } = services;

  const open = async (file: string, title: string): Promise<void> => {
    let opened = await engine.call('capture.open', { file, title }, NO_TIMEOUT);
    if (opened.kind === 'choose') {
      const items = opened.connections.map(({ number, client, server, url, status, frames }) => ({
        label: url === '' ? `Connection ${number}` : url,
        description: `${client} → ${server}`,
        detail: `${status === undefined ? 'no answer' : `HTTP ${status}`}, ${frames} ${frames === 1 ? 'frame' : 'frames'}`,
        number,
      }));
      const placeHolder = `${basename(file)} holds several connections. Which one?`;
      const chosen = await window.showQuickPick(items, { placeHolder, matchOnDescription: true, ignoreFocusOut: true });
      if (chosen === undefined) return;
      opened = await engine.call('capture.open', { file, title, connection: chosen.number }, NO_TIMEOUT);
    }
    if (opened.kind === 'opened') panels.showSession(opened.session);
  };

  const choose = async (argument: unknown): Promise<StoredCapture | undefined> => {
    const stored = await library.list();
    const file = fileOf(argument);
    if (file !== undefined) {
      const found = stored.find((capture) => capture.file === file);
      if (found === undefined) throw new Error('That capture is no longer there.');
      return found;
    }
    if (stored.length === 0) throw new Error('There are no captures yet. Open the inspector and connect.');
    const items = stored.map((capture) => ({
      label: capture.title,
      description: new Date(capture.changedAt).toLocaleString(),
      capture,
    }));
    return (await window.showQuickPick(items, { placeHolder: 'Which capture?' }))?.capture;
  };

  const keep = async (argument: unknown, kept: boolean): Promise<void> => {
    const capture = await choose(argument);
    if (capture === undefined) return;
    await library.describe(capture.file, { kept });
    refresh();
  };

  return {
    openCapture: async (argument) => {
      if (argument instanceof Uri) return open(argument.fsPath, basename(argument.fsPath));
      const file = fileOf(argument);
      if (file !== undefined) return open(file, (await choose(argument))?.title ?? basename(file));
      const filters = { Captures: ['pcapng', 'pcap', 'cap'], 'All files': ['*'] };
      const [picked] = (await window.showOpenDialog({ filters, title: 'Open Capture' })) ?? [];
      if (picked !== undefined) await open(picked.fsPath, basename(picked.fsPath));
    },
    revealCapture: async (argument) => {
      const capture = await choose(argument);
      if (capture !== undefined) await commands.executeCommand('revealFileInOS', Uri.file(capture.file));
    },
    keepCapture: (argument) => keep(argument, true),
    unkeepCapture: (argument) => keep(argument, false),
    renameCapture: async (argument) => {
      const capture = await choose(argument);
      if (capture === undefined) return;
      const title = await window.showInputBox({
        prompt: 'Title of the capture',
        value: capture.title,
        ignoreFocusOut: true,
      });
      if (title === undefined || title.trim() === '') return;
      await library.describe(capture.file, { title: title.trim() });
      refresh();
    },
    deleteCapture: async (argument) => {
      const capture = await choose(argument);
      if (capture === undefined) return;
      await library.remove(capture.file);
      refresh();
      const answer = await window.showInformationMessage(`Deleted the capture "${capture.title}".`, 'Undo');
      if (answer === undefined) await library.purge(capture.file);
      else await library.restore(capture.file);
      refresh();
    },
    refreshCaptures: refresh,
  };
}

/** The file in whatever a tree gives. */
export function fileOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('file' in argument)) return undefined;
  return typeof argument.file === 'string' ? argument.file : undefined;
}
