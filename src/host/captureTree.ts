import { dirname } from 'node:path';
import { EventEmitter, ThemeIcon, type TreeDataProvider, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import type { CaptureLibrary, StoredCapture } from '../engine/captureLibrary.ts';

/** The tree "Captures": those that are being made and those that are stored, newest first. A click opens one. */
export class CaptureTree implements TreeDataProvider<StoredCapture>, Disposable {
  readonly #library: Pick<CaptureLibrary, 'list' | 'folder'>;
  readonly #live: () => readonly SessionSnapshot[];
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  /** `live`: the sessions that are live at this moment. */
  constructor(library: Pick<CaptureLibrary, 'list' | 'folder'>, live: () => readonly SessionSnapshot[]) {
    this.#library = library;
    this.#live = live;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: StoredCapture): Promise<StoredCapture[]> {
    if (node !== undefined) return [];
    const stored = await this.#library.list();
    return [...this.#begun().filter(({ file }) => !stored.some((known) => known.file === file)), ...stored];
  }

  getTreeItem(capture: StoredCapture): TreeItem {
    const { file, title, kept } = capture;
    const live = this.#live().some(({ captureFile }) => captureFile === file);
    const item = new TreeItem(title, TreeItemCollapsibleState.None);
    item.id = file;
    item.description = captureSummary(capture, live);
    item.tooltip = `${title}\n${captureSummary(capture, live)}\n${file}`;
    item.iconPath = new ThemeIcon(live ? 'record' : kept ? 'pinned' : 'file-binary');
    item.contextValue = `capture.${live ? 'live' : kept ? 'kept' : 'stored'}`;
    item.resourceUri = Uri.file(file);
    item.command = { command: 'websocketInspector.openCapture', title: 'Open Capture', arguments: [capture] };
    return item;
  }

  /** A file comes into being a moment after its session began, when nobody looks any more. */
  #begun(): readonly StoredCapture[] {
    return this.#live().flatMap(({ captureFile: file, title, startedAt, recordingStopped, traffic }) => {
      if (file === undefined || dirname(file) !== this.#library.folder || recordingStopped !== undefined) return [];
      return [
        {
          file,
          title,
          changedAt: startedAt,
          bytes: traffic?.fileBytes ?? 0,
          frames: undefined,
          kept: false,
          run: undefined,
        },
      ];
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Time, size and frames, as far as they are known. */
function captureSummary({ changedAt, bytes, frames, kept }: StoredCapture, live: boolean): string {
  const parts = [new Date(changedAt).toLocaleString()];
  // What grows would be wrong by the time it is read.
  parts.push(live ? 'live' : sizeText(bytes));
  if (!live && frames !== undefined) parts.push(`${frames.toLocaleString()} ${frames === 1 ? 'frame' : 'frames'}`);
  if (kept) parts.push('kept');
  return parts.join(' · ');
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  const unit = bytes < 1024 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** unit;
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}
