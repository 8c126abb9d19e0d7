import { iconButton } from '../controls.ts';
import { el } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { withMessage } from '../panelState.ts';
import { trouble } from '../trouble.ts';

/** Waits for as long as the user needs in a dialog. */
const PATIENT = { timeoutMs: 0 };

/** Takes a message of a profile file into the composer, and keeps what stands there in one. */
export function savedMessages({ store, call }: Pick<Panel, 'store' | 'call'>): HTMLElement {
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      store.update(trouble(error));
    }
  };
  const choose = (): Promise<void> =>
    attempt(async () => {
      const { message } = await call('message.choose', {}, PATIENT);
      if (message !== undefined) store.update((state) => withMessage(state, message.text, message.as));
    });
  const save = (): Promise<void> =>
    attempt(async () => {
      const { composing: text, composingAs } = store.get();
      const { name } = await call('message.save', { as: composingAs, text }, PATIENT);
      if (name !== undefined) store.update({ said: `Message ${name} saved.` });
    });
  const saveButton = iconButton('save', 'Save this message', () => void save(), { testid: 'save-message' });
  store.watch(
    ({ composing }) => composing === '',
    (empty) => {
      saveButton.disabled = empty;
    },
  );
  return el(
    'span',
    { class: 'saved-messages' },
    iconButton('list-unordered', 'Choose a saved message', () => void choose(), { testid: 'choose-message' }),
    saveButton,
  );
}
