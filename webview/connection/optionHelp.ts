import { el, setText } from '../dom.ts';
import { optionAt } from './optionPaths.ts';

/**
 * A line below the form that says what the focused option is about, for those who come by keyboard and see no hover text.
 * Screen readers are told by the control's description.
 */
export function optionHelp(form: HTMLElement): HTMLElement {
  const help = el('p', { class: 'option-help', 'aria-hidden': 'true', hidden: true });
  const tell = (target: EventTarget | null): void => {
    const field = target instanceof Element ? target.closest<HTMLElement>('[data-option]') : null;
    setText(help, optionAt(field?.dataset['option'] ?? '')?.spec.about ?? '');
    help.hidden = help.textContent === '';
  };
  // The line takes room when it comes. Between press and release that would move away what is being clicked.
  let pressed = false;
  form.addEventListener('pointerdown', () => {
    pressed = true;
  });
  form.addEventListener('keydown', () => {
    pressed = false;
  });
  form.addEventListener('focusin', ({ target }) => {
    if (!pressed) tell(target);
  });
  form.addEventListener('click', () => {
    pressed = false;
    tell(document.activeElement);
  });
  return help;
}
