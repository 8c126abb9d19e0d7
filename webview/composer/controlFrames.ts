import { type ButtonControl, type TextControl, button, textField } from '../controls.ts';
import { el } from '../dom.ts';
import { fieldProblem } from '../fieldProblem.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';
import { closeProblem, pingProblem } from './limits.ts';
import { whyNotSend } from './whyNotSend.ts';

/** A ping with a payload of one's own (RFC 6455 §5.5.2). */
export function pingForm({ store, actions }: Panel): HTMLElement {
  const payload = textField(undefined, () => problem.show(''), {
    testid: 'ping-payload',
    class: 'ping-payload',
    'aria-label': 'Ping payload',
    placeholder: 'Ping payload',
  });
  const problem = fieldProblem(payload);
  const ping = async (): Promise<void> => {
    if (control.disabled) return;
    const wrong = pingProblem(payload.value);
    problem.show(wrong ?? '');
    if (wrong === undefined) await actions.send({ kind: 'ping', bytes: new TextEncoder().encode(payload.value) });
  };
  const control = button('Ping', () => void ping(), { testid: 'ping', appearance: 'secondary' });
  onEnter(payload, () => void ping());
  enabledWhileOpen(store, control);
  return el(
    'div',
    { class: 'control-form ping-form', role: 'group', 'aria-label': 'Ping' },
    payload,
    control,
    problem.element,
  );
}

/** The closing handshake with a code and reason of one's own (RFC 6455 §5.5.1). */
export function closeForm({ store, actions }: Panel): HTMLElement {
  const clear = (): void => {
    codeProblem.show('');
    reasonProblem.show('');
  };
  const code = textField(undefined, clear, {
    testid: 'close-code',
    class: 'close-code',
    'aria-label': 'Close code',
    placeholder: 'Code',
    maxlength: 4,
  });
  code.value = '1000';
  const reason = textField(undefined, clear, {
    testid: 'close-reason',
    class: 'close-reason',
    'aria-label': 'Close reason',
    placeholder: 'Reason',
  });
  const codeProblem = fieldProblem(code);
  const reasonProblem = fieldProblem(reason);
  const close = async (): Promise<void> => {
    if (control.disabled) return;
    const wrong = closeProblem(code.value, reason.value);
    codeProblem.show(wrong?.field === 'code' ? wrong.message : '');
    reasonProblem.show(wrong?.field === 'reason' ? wrong.message : '');
    if (wrong !== undefined) return;
    await actions.disconnect(code.value.trim() === '' ? undefined : Number(code.value), reason.value);
  };
  const control = button('Close', () => void close(), { testid: 'close', appearance: 'secondary' });
  for (const field of [code, reason]) onEnter(field, () => void close());
  enabledWhileOpen(store, control);
  return el(
    'div',
    { class: 'control-form close-form', role: 'group', 'aria-label': 'Closing handshake' },
    code,
    reason,
    control,
    codeProblem.element,
    reasonProblem.element,
  );
}

function onEnter(field: TextControl, act: () => void): void {
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') act();
  });
}

function enabledWhileOpen(store: Panel['store'], control: ButtonControl): void {
  store.watch(
    (state) => whyNotSend(activeSession(state)) === undefined,
    (open) => {
      control.disabled = !open;
    },
  );
}
