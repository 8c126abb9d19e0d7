import { options } from '../../src/profiles/optionSpec.ts';
import type { PanelCaller } from '../panel.ts';
import type { PanelState } from '../panelState.ts';
import type { Store } from '../store.ts';
import { trouble } from '../trouble.ts';
import { type DraftFields, emptyFields, textAt } from './draftFields.ts';
import { type Unkept, coveredText, withoutSecrets } from './secretFields.ts';

type Texts = Readonly<Record<string, string>>;

/**
 * Gives the extension to hold, in its memory alone, the texts that the page may not write to the disk: VS Code ends the page of a panel
 * that is hidden, and what was typed is to be there when it is shown again.
 */
export function holdSecrets(store: Store<PanelState>, call: PanelCaller['call']): void {
  let held = JSON.stringify(secretTexts(store.get().fields));
  store.watch(
    (state) => state.fields,
    (fields) => {
      const texts = secretTexts(fields);
      const now = JSON.stringify(texts);
      if (now === held) return;
      held = now;
      call('draft.hold', { texts }).catch((error: unknown) => store.update(trouble(error)));
    },
  );
}

/** The texts with secrets in them, by option path. */
const secretTexts = (fields: DraftFields): Texts =>
  Object.fromEntries(
    options.flatMap(({ path, spec }) => {
      const text = textAt(fields, path);
      return coveredText(path, spec, text) === undefined ? [] : [[path, text]];
    }),
  );

/** What was kept without its secrets, with those that were held; a text that has become another since is left as it was kept. */
export function withHeld(
  fields: DraftFields,
  unkept: readonly Unkept[],
  held: Texts = {},
): { readonly fields: DraftFields; readonly unkept: readonly Unkept[] } {
  const fits = Object.entries(held).filter(([path, text]) => textAt(fields, path) === cleanText(path, text));
  return {
    fields: { ...fields, ...Object.fromEntries(fits) },
    unkept: unkept.filter(({ path }) => !fits.some(([other]) => other === path)),
  };
}

const cleanText = (path: string, text: string): string =>
  textAt(withoutSecrets({ ...emptyFields, [path]: text }).fields, path);
