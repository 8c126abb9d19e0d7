import type { FrameDetail } from '../../src/contract/sessionView.ts';
import { el } from '../dom.ts';

export type Scope = 'frame' | 'message';

export interface ScopeSwitch {
  readonly element: HTMLElement;
  /** Hides itself for a frame that is a whole message as it stands. */
  show(frame: FrameDetail, scope: Scope): void;
}

const WORDS: Readonly<Record<Scope, { readonly label: string; readonly title: string }>> = {
  frame: { label: 'This frame', title: "This frame's payload, unmasked, as it crossed the wire" },
  message: { label: 'Whole message', title: 'The payload of all frames of the message, inflated' },
};

/** The choice between a frame's own payload and that of the message it belongs to. */
export function scopeSwitch(choose: (scope: Scope) => void): ScopeSwitch {
  const buttons = (['frame', 'message'] as const).map((scope) => ({
    scope,
    element: el(
      'button',
      {
        type: 'button',
        class: 'segment',
        testid: `scope-${scope}`,
        title: WORDS[scope].title,
        on: { click: () => choose(scope) },
      },
      WORDS[scope].label,
    ),
  }));
  const element = el(
    'div',
    { class: 'segments', role: 'group', 'aria-label': 'Payload of' },
    ...buttons.map((button) => button.element),
  );
  return {
    element,
    show: ({ message }, scope) => {
      element.hidden = message === undefined || (message.frames === 1 && !message.compressed);
      for (const button of buttons) button.element.setAttribute('aria-pressed', String(button.scope === scope));
    },
  };
}
