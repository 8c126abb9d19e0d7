import type { Option } from '../../src/profiles/optionSpec.ts';
import { el, icon, setText } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { textAt } from './draftFields.ts';
import { movableSecret } from './movableSecrets.ts';

/** Offers to move what is secret in a field into VS Code's secret storage; a reference then stands in its place. */
export function secretMover({ store, actions }: Panel, option: Pick<Option, 'path' | 'spec'>): HTMLElement {
  const words = el('span');
  const found = () => movableSecret(option, textAt(store.get().fields, option.path));
  const move = async (): Promise<void> => {
    const secret = found();
    if (secret === undefined) return;
    const reference = await actions.keepSecret(secret.value, secret.name);
    // What was typed meanwhile stays, with the same secret in it or without.
    const now = found();
    if (reference !== undefined && now?.value === secret.value) actions.edit({ [option.path]: now.put(reference) });
  };
  const element = el(
    'button',
    {
      type: 'button',
      class: 'secret-mover',
      testid: `keep-secret-${option.path.replaceAll('.', '-')}`,
      hidden: true,
      title: "Moves it into VS Code's secret storage. A reference stands here instead, which may be saved and shared.",
      on: { click: () => void move() },
    },
    icon('key'),
    words,
  );
  store.watch(
    () => found()?.name ?? '',
    (name) => {
      element.hidden = name === '';
      setText(words, name === '' ? '' : `Keep ${name} as a secret`);
    },
  );
  return element;
}
