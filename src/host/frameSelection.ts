import { commands } from 'vscode';

/** The frames that the user has selected in the panel that was used last. */
export interface SelectedFrames {
  readonly session: string;
  /** 0-based, never empty. */
  readonly frames: readonly number[];
}

/** What commands of the palette act upon when nobody points at a frame. */
export class FrameSelection {
  #current: SelectedFrames | undefined;

  get current(): SelectedFrames | undefined {
    return this.#current;
  }

  /** No frames: nothing is selected. */
  set(session: string, frames: readonly number[]): void {
    const before = this.#current !== undefined;
    this.#current = frames.length === 0 ? undefined : { session, frames };
    const now = this.#current !== undefined;
    if (now !== before) void commands.executeCommand('setContext', 'websocketInspector.frameSelected', now);
  }
}
