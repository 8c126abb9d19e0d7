/**
 * Says which elements describe a control. The toolkit copies the attribute to its inner field, where an id of the page says
 * nothing, so the elements themselves are named there as well, once the control is in the page and has one.
 */
export function describedBy(control: HTMLElement, elements: readonly HTMLElement[]): void {
  const ids = elements.map(({ id }) => id).join(' ');
  if (control.getAttribute('aria-describedby') !== ids) control.setAttribute('aria-describedby', ids);
  const inner = control.shadowRoot?.querySelector('input, textarea');
  if (inner && 'ariaDescribedByElements' in inner) inner.ariaDescribedByElements = [...elements];
}
