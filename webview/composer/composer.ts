import { parseHex } from '../../src/base/hex.ts';
import { button, dropdown, setValue, textArea } from '../controls.ts';
import { el, icon, setText } from '../dom.ts';
import { fieldProblem } from '../fieldProblem.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';
import { closeForm, pingForm } from './controlFrames.ts';
import { savedMessages } from './savedMessages.ts';
import { createSentHistory } from './sentHistory.ts';
import { whyNotSend } from './whyNotSend.ts';

type Kind = 'text' | 'hex';

/** Where messages are written: text or bytes, a ping, and the closing handshake. Typing is always possible, sending while open. */
export function composer(panel: Panel): HTMLElement {
  const { store, actions } = panel;
  const history = createSentHistory();
  let kind: Kind = 'text';
  const showKind = (wanted: Kind): void => {
    kind = wanted;
    setValue(kinds, wanted);
    field.setAttribute('placeholder', kind === 'hex' ? 'Bytes to send, such as 68 65 6c 6c 6f' : 'Message to send');
    problem.show('');
  };

  const write = (text: string): void => {
    store.update({ composing: text });
    problem.show('');
  };
  const field = textArea(undefined, write, {
    testid: 'composer-text',
    class: 'composer-text',
    rows: 3,
    'aria-label': 'Message to send',
    placeholder: 'Message to send',
  });
  const problem = fieldProblem(field);
  const kinds = dropdown(
    [
      { value: 'text', label: 'Text' },
      { value: 'hex', label: 'Hex' },
    ],
    (value) => store.update({ composingAs: value === 'hex' ? 'hex' : 'text' }),
    { testid: 'composer-kind', class: 'composer-kind', 'aria-label': 'Kind of message' },
  );

  const send = async (): Promise<void> => {
    const text = field.value;
    if (whyNotSend(activeSession(store.get())) !== undefined) return;
    const outgoing = outgoingOf(kind, text);
    if (!outgoing.ok) {
      problem.show(outgoing.message);
      return;
    }
    problem.show('');
    if (await actions.send(outgoing.send)) history.add(text);
  };
  const sendButton = button(
    'Send',
    () => void send(),
    { testid: 'composer-send', title: 'Send (Ctrl+Enter)' },
    icon('send'),
  );

  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
      return;
    }
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const text = history.move(event.key === 'ArrowUp' ? -1 : 1, field.value);
    if (text !== undefined) store.update({ composing: text });
  });

  const reason = el('span', { class: 'why-not', testid: 'why-not-send' });
  store.watch(
    (state) => state.composing,
    (text) => setValue(field, text),
  );
  store.watch((state) => state.composingAs, showKind);
  store.watch(
    (state) => state.toEdit,
    (times) => {
      if (times > 0) field.focus();
    },
  );
  store.watch(
    (state) => whyNotSend(activeSession(state)),
    (why) => {
      sendButton.disabled = why !== undefined;
      setText(reason, why ?? 'Ctrl+Enter sends. Alt+Up brings back what was sent.');
    },
  );

  const side = el(
    'div',
    { class: 'composer-side' },
    el('div', { class: 'composer-kinds' }, kinds, savedMessages(panel)),
    sendButton,
  );
  return el(
    'section',
    { class: 'composer', 'aria-label': 'Send' },
    el('div', { class: 'composer-main' }, field, side),
    problem.element,
    el('div', { class: 'composer-foot' }, pingForm(panel), closeForm(panel), reason),
  );
}

type OutgoingOrNot =
  | {
      readonly ok: true;
      readonly send: { kind: 'text'; text: string } | { kind: 'binary'; bytes: Uint8Array<ArrayBuffer> };
    }
  | { readonly ok: false; readonly message: string };

function outgoingOf(kind: Kind, text: string): OutgoingOrNot {
  if (kind === 'text') return { ok: true, send: { kind, text } };
  const parsed = parseHex(text);
  return parsed.ok
    ? { ok: true, send: { kind: 'binary', bytes: Uint8Array.from(parsed.bytes) } }
    : { ok: false, message: parsed.message };
}
