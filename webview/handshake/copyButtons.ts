import type { HandshakeView } from '../../src/contract/sessionView.ts';
import { button } from '../controls.ts';
import { el, fill, icon } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { trouble } from '../trouble.ts';
import type { Place } from './memory.ts';

type Form = 'curl' | 'request' | 'markdown';

const LABELS: Readonly<Record<Form, string>> = {
  curl: 'Copy as cURL',
  request: 'Copy request',
  markdown: 'Copy everything as Markdown',
};

const COPIED_MS = 2000;

/** Puts an attempt on the clipboard, in three forms. What was never sent cannot be copied. */
export function copyButtons(panel: Panel, session: string, view: HandshakeView, place: Place): HTMLElement {
  const sent = view.request !== undefined;
  return el(
    'div',
    { class: 'copies', role: 'group', 'aria-label': 'Copy; secret values are masked' },
    ...(sent
      ? [
          copyButton(panel, session, view.attempt, 'curl', place),
          copyButton(panel, session, view.attempt, 'request', place),
        ]
      : []),
    copyButton(panel, session, view.attempt, 'markdown', place),
  );
}

function copyButton({ store, call }: Panel, session: string, attempt: number, as: Form, place: Place): HTMLElement {
  const control = button(
    LABELS[as],
    () => void copy(),
    {
      appearance: 'secondary',
      testid: `copy-${as}`,
      title: 'Secret values are masked.',
      'data-place': place.at(`copy ${as}`).key,
    },
    icon('copy'),
  );
  const copy = async (): Promise<void> => {
    try {
      await call('handshake.copy', { session, attempt, as });
    } catch (error) {
      store.update(trouble(error));
      return;
    }
    store.update({ said: 'Copied, with secret values masked.' });
    fill(control, icon('check'), 'Copied');
    setTimeout(() => fill(control, icon('copy'), LABELS[as]), COPIED_MS);
  };
  return control;
}
