/** What an element may hold. `undefined` and `false` leave nothing, so that conditions can stand in a list of children. */
export type Child = Node | string | undefined | false;

/** Attributes by name: `true` sets an empty one, `false` and `undefined` none. `style` is not for here: the page's CSP forbids it. */
export interface Attributes {
  readonly class?: string;
  /** The hook that browser tests find an element by. */
  readonly testid?: string;
  readonly on?: { readonly [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void };
  readonly [attribute: string]: string | number | boolean | undefined | object;
}

/** The page's only way to make elements. Strings become text nodes, so no text is ever read as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K];
export function el(tag: string, attributes?: Attributes, ...children: readonly Child[]): HTMLElement;
export function el(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') listen(element, value as Record<string, (event: Event) => void>);
    else if (typeof value === 'object') throw new Error(`Attribute ${name} cannot be an object`);
    else setAttribute(element, name === 'testid' ? 'data-testid' : name, value);
  }
  element.append(...kept(children));
  return element;
}

function listen(element: HTMLElement, listeners: Readonly<Record<string, (event: Event) => void>>): void {
  for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type, listener);
}

/** Sets, empties or removes one attribute; does nothing when it already is so. */
export function setAttribute(element: Element, name: string, value: string | number | boolean | undefined): void {
  if (name === 'style' || name.startsWith('on')) throw new Error(`Attribute ${name} is not allowed in this page`);
  if (value === undefined || value === false) {
    element.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** Replaces everything inside `parent`. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...kept(children));
}

/** Sets text only when it differs, so that an unchanged live region stays silent and a selection inside stays. */
export function setText(element: Element, text: string): void {
  const { firstChild, lastChild } = element;
  // A text that is there already is changed in its place, which costs the browser less than another one.
  if (firstChild instanceof Text && firstChild === lastChild) {
    if (firstChild.data !== text) firstChild.data = text;
  } else if (element.textContent !== text) element.textContent = text;
}

/** A codicon. It is decoration: the words beside it, or the control's name, say the same. */
export function icon(name: string): HTMLElement {
  return el('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

let lastId = 0;
/** An id that no other element of the page has. */
export const uniqueId = (prefix: string): string => `${prefix}-${++lastId}`;

function kept(children: readonly Child[]): (Node | string)[] {
  return children.filter((child): child is Node | string => child !== undefined && child !== false);
}
