import type { Option } from '../../src/profiles/optionSpec.ts';
import type { TextControl } from '../controls.ts';
import { el, icon, setText } from '../dom.ts';
import { hookOf } from './optionPaths.ts';
import { coveredText } from './secretFields.ts';

export interface SecretCover {
  /** The button, and what is in the field with its secrets as dots; hidden while the field holds none. */
  readonly element: HTMLElement;
  /** To be called with the text that the field is to hold, before it is set: what is not there yet was not typed. */
  show(text: string): void;
}

/**
 * Keeps the secrets of a field from being read over a shoulder: its text is drawn as dots until the user asks for it. Only how it
 * looks is changed, never the text.
 */
export function secretCover(field: TextControl, { path, spec }: Pick<Option, 'path' | 'spec'>): SecretCover {
  const password = spec.kind === 'text' && spec.secret === true;
  let text = '';
  let revealed = false;

  const preview = el('code', { class: 'covered-text', testid: `covered-${hookOf(path)}` });
  const picture = el('span', { class: 'cover-icon' });
  const words = el('span');
  const toggle = el(
    'button',
    {
      type: 'button',
      class: 'cover-toggle',
      testid: `show-${hookOf(path)}`,
      on: {
        click: () => {
          revealed = !revealed;
          paint();
        },
      },
    },
    picture,
    words,
    el('span', { class: 'only-read' }, ` ${spec.title}`),
  );
  const element = el('div', { class: 'cover', hidden: true }, toggle, preview);

  const paint = (): void => {
    const covered = coveredText(path, spec, text);
    // The next secret in this field was not asked for.
    if (covered === undefined) revealed = false;
    const hides = covered !== undefined && !revealed;
    element.hidden = covered === undefined;
    if (password) field.setAttribute('type', revealed ? 'text' : 'password');
    else field.classList.toggle('covered', hides);
    toggle.setAttribute('aria-pressed', String(revealed));
    picture.replaceChildren(icon(revealed ? 'eye-closed' : 'eye'));
    setText(words, revealed ? 'Hide' : 'Show');
    // The dots of a field that is a secret as a whole say all there is to say.
    setText(preview, hides && !password ? covered : '');
  };
  const show = (next: string): void => {
    // What comes from elsewhere, such as another profile, has not been revealed.
    if (next !== field.value) revealed = false;
    text = next;
    paint();
  };
  return { element, show };
}
