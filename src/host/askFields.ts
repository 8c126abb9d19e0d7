import { window } from 'vscode';
import type { Choices, RecordedField, Treatment } from '../replay/recordedFields.ts';

const words: Readonly<Record<Treatment, { readonly label: string; readonly detail: string; readonly now: string }>> = {
  capture: {
    label: 'Capture',
    detail: 'Keeps the value as a variable, for steps after it.',
    now: 'captured as a variable',
  },
  ignore: { label: 'Ignore', detail: 'Whatever stands there is right.', now: 'ignored' },
  keep: { label: 'Keep exactly', detail: 'Expects the value that was recorded, every time.', now: 'kept exactly' },
};

/**
 * Shows the fields that probably differ from run to run, and lets the user change what becomes of each, as often as it takes. Gives
 * what was decided against the proposals; undefined when the user gave up.
 */
export async function askFields(fields: readonly RecordedField[]): Promise<Choices | undefined> {
  const decided: Record<string, Treatment> = {};
  for (;;) {
    const write = { label: '$(check) Write the sequence', description: '', detail: '', field: undefined };
    const items = fields.map((field) => ({
      label: field.path,
      description: field.sample,
      detail: words[decided[field.place] ?? field.treatment].now,
      field,
    }));
    const picked = await window.showQuickPick([write, ...items], {
      title: 'Values that differ from run to run',
      placeHolder: 'Write the sequence, or choose a field to treat it otherwise',
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    if (picked === undefined) return undefined;
    if (picked.field === undefined) return decided;
    const { path, place, secret } = picked.field;
    const treatments = (['capture', 'ignore', 'keep'] as const)
      // A secret is not for a file.
      .filter((treatment) => treatment !== 'keep' || !secret)
      .map((treatment) => ({ label: words[treatment].label, detail: words[treatment].detail, treatment }));
    const chosen = await window.showQuickPick(treatments, {
      title: path,
      placeHolder: 'What is to become of it?',
      ignoreFocusOut: true,
    });
    if (chosen !== undefined) decided[place] = chosen.treatment;
  }
}
