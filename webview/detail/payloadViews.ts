import type { FrameDetail } from '../../src/contract/sessionView.ts';
import { OPCODE } from '../../src/protocol/opcode.ts';
import { el, fill } from '../dom.ts';
import { tabs } from '../tabs.ts';
import { anatomyView } from './anatomyView.ts';
import { hexView } from './hexView.ts';
import { jsonView } from './jsonView.ts';
import type { Payload } from './payload.ts';
import { textView } from './textView.ts';

export type ViewName = 'text' | 'json' | 'hex' | 'frame';

export interface PayloadViews {
  readonly bar: HTMLElement;
  readonly panel: HTMLElement;
  show(frame: FrameDetail, payload: Payload): void;
}

/** The ways to look at one payload. What the user chose stays for the next frame; until then text is text and the rest is hex. */
export function payloadViews(failed: (error: unknown) => void): PayloadViews {
  const panel = el('div', { class: 'payload-panel' });
  let chosen: ViewName | undefined;
  let shown: { readonly frame: FrameDetail; readonly payload: Payload } | undefined;

  const choose = (name: ViewName): void => {
    chosen = name;
    paint();
  };
  const paint = (): void => {
    if (shown === undefined) return;
    const name = chosen ?? fittingView(shown.frame);
    views.show(name);
    fill(panel, viewOf(name, shown.frame, shown.payload));
    panel.scrollTop = 0;
  };
  const viewOf = (name: ViewName, frame: FrameDetail, payload: Payload): HTMLElement => {
    switch (name) {
      case 'text':
        return textView(payload, failed);
      case 'json':
        return jsonView(payload, failed);
      case 'hex':
        return hexView(payload, failed);
      case 'frame':
        return anatomyView(frame);
    }
  };

  const views = tabs<ViewName>(
    'Views of the payload',
    [
      { name: 'text', label: 'Text', testid: 'view-text', panel },
      { name: 'json', label: 'JSON', testid: 'view-json', panel },
      { name: 'hex', label: 'Hex', testid: 'view-hex', panel },
      { name: 'frame', label: 'Frame', testid: 'view-frame', panel },
    ],
    choose,
  );

  return {
    bar: views.bar,
    panel,
    show: (frame, payload) => {
      shown = { frame, payload };
      paint();
    },
  };
}

/** By the message's type where the frame itself has none. */
export function fittingView(frame: FrameDetail): ViewName {
  const opcode = frame.opcode === OPCODE.continuation ? (frame.message?.opcode ?? OPCODE.continuation) : frame.opcode;
  return opcode === OPCODE.text ? 'text' : 'hex';
}
