import { iconButton } from '../controls.ts';
import { el } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { trouble } from '../trouble.ts';
import type { PayloadSource } from './payload.ts';

/** What VS Code does with the payload that is shown. `source` gives it at the moment of the press. */
export function payloadActions({ store, call }: Panel, source: () => PayloadSource | undefined): HTMLElement {
  type Wish = (of: PayloadSource) => Promise<string | undefined>;
  const action = (icon: string, label: string, testid: string, wish: Wish) =>
    iconButton(
      icon,
      label,
      () => {
        const of = source();
        if (of === undefined) return;
        wish(of).then(
          (said) => store.update(said === undefined ? {} : { said }),
          (error: unknown) => store.update(trouble(error)),
        );
      },
      { testid },
    );
  // VS Code's dialogs wait for the user.
  const patient = { timeoutMs: 0 };
  return el(
    'div',
    { class: 'payload-actions', role: 'group', 'aria-label': 'The payload in VS Code' },
    action('go-to-file', 'Open in editor', 'open-in-editor', async (of) => {
      await call('payload.open', of, patient);
      return undefined;
    }),
    action('save-as', 'Save payload…', 'save-payload', async (of) => {
      const { file } = await call('payload.save', of, patient);
      return file === undefined ? undefined : `Payload saved as ${file}.`;
    }),
    action('pinned', 'Select for compare', 'select-for-compare', async (of) => {
      await call('payload.selectForCompare', of);
      return `Frame ${of.frame + 1} is selected for compare. Choose "Compare with selected" on another one.`;
    }),
    action('diff', 'Compare with selected', 'compare-with-selected', async (of) => {
      await call('payload.compare', of, patient);
      return undefined;
    }),
    action('add', 'Add to sequence', 'add-to-sequence', async (of) => {
      const { file } = await call('sequence.add', of, patient);
      return file === undefined ? undefined : `Step added to ${file}.`;
    }),
  );
}
