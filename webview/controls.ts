import { type Attributes, type Child, el, icon } from './dom.ts';

/** The toolkit's controls as the page uses them: custom elements with a few properties. */
export interface TextControl extends HTMLElement {
  value: string;
}
export interface CheckControl extends HTMLElement {
  checked: boolean;
}
export interface ButtonControl extends HTMLElement {
  disabled: boolean;
}

type Press = () => void;

export function button(label: string, press: Press, attributes: Attributes = {}, ...before: Child[]): ButtonControl {
  const control = el('vscode-button', attributes, ...before, label) as ButtonControl;
  control.addEventListener('click', press);
  return control;
}

/** A button that is an icon; `label` is its name and its tooltip. */
export function iconButton(name: string, label: string, press: Press, attributes: Attributes = {}): ButtonControl {
  // The name comes before the appearance: the toolkit looks for it when the appearance is set.
  const named = { 'aria-label': label, title: label, ...attributes, appearance: 'icon' };
  const control = el('vscode-button', named, icon(name)) as ButtonControl;
  control.addEventListener('click', press);
  return control;
}

/** A one-line field. With `label` it has a visible one; without, give `aria-label`: it is read and not shown. */
export function textField(
  label: string | undefined,
  input: (value: string) => void,
  attributes: Attributes = {},
): TextControl {
  return textControl('vscode-text-field', label, input, { spellcheck: 'false', ...attributes });
}

export function textArea(
  label: string | undefined,
  input: (value: string) => void,
  attributes: Attributes = {},
): TextControl {
  return textControl('vscode-text-area', label, input, { resize: 'vertical', spellcheck: 'false', ...attributes });
}

function textControl(
  tag: string,
  label: string | undefined,
  input: (value: string) => void,
  attributes: Attributes,
): TextControl {
  const name = attributes['aria-label'];
  const unseen = label === undefined && typeof name === 'string';
  // When it comes into the page the toolkit names its inner field after the text inside, whatever the attribute says.
  const control = el(tag, attributes, unseen ? name : label) as TextControl;
  control.classList.toggle('label-unseen', unseen);
  control.value = '';
  control.addEventListener('input', () => input(control.value));
  return control;
}

/** Sets a text control from the state; what equals what is typed is left alone, so that the caret stays. */
export function setValue(control: TextControl, value: string): void {
  if (control.value !== value) control.value = value;
}

export function checkbox(label: string, change: (checked: boolean) => void, attributes: Attributes = {}): CheckControl {
  const control = el('vscode-checkbox', attributes, label) as CheckControl;
  control.addEventListener('change', () => change(control.checked));
  return control;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A drop-down whose first choice is chosen to begin with. */
export function dropdown(
  choices: readonly Choice[],
  change: (value: string) => void,
  attributes: Attributes,
): TextControl {
  const options = choices.map(({ value, label }) => el('vscode-option', { value }, label));
  const control = el('vscode-dropdown', attributes, ...options) as TextControl;
  control.addEventListener('change', () => change(control.value));
  for (const event of ['click', 'keydown']) control.addEventListener(event, () => requestAnimationFrame(showList));
  // The list is part of what scrolls: where the drop-down stands low, it would open out of sight.
  function showList(): void {
    if (!control.hasAttribute('open')) return;
    control.shadowRoot?.querySelector('[role=listbox]')?.scrollIntoView({ block: 'nearest' });
  }
  return control;
}
