import { window } from 'vscode';
import { starredMessages } from '../replay/recorder.ts';

/** Tells of binary messages in new steps that are not what was said. Not waited for: the file is written, read or not. */
export function warnOfStars(messages: number): void {
  void window.showWarningMessage(`${starredMessages(messages)} Replace them before you run the sequence.`);
}
