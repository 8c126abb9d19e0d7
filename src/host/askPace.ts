import { window } from 'vscode';
import { paceFactor } from '../contract/paceFactor.ts';
import type { Pace } from '../replay/pace.ts';

/** Asks how fast a sequence with recorded times shall run; undefined when the user gave up. */
export async function askPace(): Promise<Pace | undefined> {
  const items = [
    {
      label: 'As fast as the replies come',
      detail: 'Each step begins when the one before it is done.',
      pace: () => ({ kind: 'reply' }) as const,
    },
    {
      label: 'At the recorded times',
      detail: 'What the client does waits for its time, and for the replies before it.',
      pace: () => ({ kind: 'timing', factor: 1, ahead: false }) as const,
    },
    {
      label: 'At the recorded times, by a factor…',
      detail: 'The same, faster or slower than it was recorded.',
      pace: askFactor,
    },
  ];
  const picked = await window.showQuickPick(items, { placeHolder: 'How fast shall it run?', ignoreFocusOut: true });
  return picked?.pace();
}

async function askFactor(): Promise<Pace | undefined> {
  const typed = await window.showInputBox({
    prompt: 'Factor of the recorded times: 0.5 is twice as fast',
    value: '1',
    ignoreFocusOut: true,
    validateInput: (value) => {
      const read = paceFactor(value);
      return typeof read === 'number' ? undefined : read.problem;
    },
  });
  const factor = typed === undefined ? undefined : paceFactor(typed);
  return typeof factor === 'number' ? { kind: 'timing', factor, ahead: false } : undefined;
}
