import type { OptionProblem } from '../../src/profiles/connectionOptions.ts';
import { type CheckControl, type TextControl, checkbox, setValue, textArea, textField } from '../controls.ts';
import { el, setText } from '../dom.ts';
import { type FieldProblem, fieldProblem } from '../fieldProblem.ts';
import type { Panel } from '../panel.ts';
import { DEFAULT_TIMEOUT_MS, type DraftFields } from './draftFields.ts';
import { problemText } from './problemText.ts';

type TextName = { [Name in keyof DraftFields]: DraftFields[Name] extends string ? Name : never }[keyof DraftFields];
type CheckName = Exclude<keyof DraftFields, TextName>;

/** Everything of a connection besides its URL. Each field shows its own problem and keeps what is typed. */
export function optionsForm({ store, actions }: Panel): HTMLElement {
  const text = (name: TextName, label: string, attributes: object, make = textField): TextControl => {
    const control = make(label, (value) => actions.edit({ [name]: value }), { testid: hook(name), ...attributes });
    store.watch(
      (state) => state.fields[name],
      (value) => setValue(control, value),
    );
    return control;
  };
  const check = (name: CheckName, label: string): CheckControl => {
    const control = checkbox(label, (value) => actions.edit({ [name]: value }), { testid: hook(name) });
    store.watch(
      (state) => state.fields[name],
      (value) => {
        control.checked = value;
      },
    );
    return control;
  };
  const problems = new Map<OptionProblem['field'], FieldProblem>();
  const withProblem = (field: OptionProblem['field'], control: HTMLElement, ...more: HTMLElement[]): HTMLElement => {
    const problem = fieldProblem(control);
    problems.set(field, problem);
    return el('div', { class: `field field-${field}` }, control, problem.element, ...more);
  };

  const unkept = el('div', { class: 'field-note' });
  store.watch(
    (state) => state.unkept,
    (names) => setText(unkept, unkeptWords(names)),
  );
  store.watch(
    (state) => state.problems,
    (found) => {
      const { fields } = store.get();
      for (const [field, problem] of problems) problem.show(problemText(found, field, fields));
    },
  );

  const timeout = { inputmode: 'numeric', placeholder: String(DEFAULT_TIMEOUT_MS) };
  return el(
    'div',
    { class: 'options', role: 'group', 'aria-label': 'Options' },
    el(
      'div',
      { class: 'option-fields' },
      withProblem(
        'subprotocols',
        text('subprotocols', 'Subprotocols', { placeholder: 'comma separated, in order of preference' }),
      ),
      withProblem('origin', text('origin', 'Origin', { placeholder: 'not sent' })),
      withProblem('proxy', text('proxy', 'HTTP proxy', { placeholder: 'none; http://host:port' })),
      withProblem('handshakeTimeout', text('timeout', 'Handshake time-out, ms', timeout)),
      withProblem(
        'headers',
        text('headers', 'Headers', { rows: 3, placeholder: 'Name: value, one a line' }, textArea),
        unkept,
      ),
    ),
    el(
      'div',
      { class: 'option-checks' },
      withProblem('deflate', check('deflate', 'Offer permessage-deflate')),
      withProblem('tls', check('verifyTls', 'Verify TLS certificate')),
      withProblem('followRedirects', check('followRedirects', 'Follow redirects')),
    ),
    el(
      'details',
      { class: 'tls-files' },
      el('summary', {}, 'TLS files'),
      el(
        'div',
        { class: 'option-fields' },
        text('ca', 'Trusted CA certificates (PEM)', { placeholder: 'path to a file' }),
        text('cert', 'Client certificate (PEM)', { placeholder: 'path to a file' }),
        text('key', 'Client key (PEM)', { placeholder: 'path to a file' }),
      ),
    ),
  );
}

/** `verifyTls` → `verify-tls`. */
const hook = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function unkeptWords(names: readonly string[]): string {
  if (names.length === 0) return '';
  return `For safety the panel did not keep what stood behind ${names.join(', ')}. Type it again.`;
}
