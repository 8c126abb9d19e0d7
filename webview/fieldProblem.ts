import { el, icon, setText, uniqueId } from './dom.ts';

/** The line under a field that says what is wrong with it. */
export interface FieldProblem {
  readonly element: HTMLElement;
  /** An empty text: all is well. */
  show(message: string): void;
}

/**
 * Ties a problem line to a control, by aria-invalid and aria-describedby. The toolkit copies the attributes to its inner field,
 * where an id of the page says nothing, so the element itself is named there as well.
 */
export function fieldProblem(control: HTMLElement): FieldProblem {
  const words = el('span');
  const element = el('div', { class: 'field-problem', id: uniqueId('problem'), hidden: true }, icon('error'), words);
  control.setAttribute('aria-describedby', element.id);
  return {
    element,
    show: (message) => {
      setText(words, message);
      element.hidden = message === '';
      control.classList.toggle('invalid', message !== '');
      if (message === '') {
        control.removeAttribute('aria-invalid');
        return;
      }
      control.setAttribute('aria-invalid', 'true');
      const inner = control.shadowRoot?.querySelector('input, textarea');
      if (inner && 'ariaDescribedByElements' in inner) inner.ariaDescribedByElements = [element];
    },
  };
}
