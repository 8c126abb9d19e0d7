import type { FrameDetail } from '../../src/contract/sessionView.ts';
import { OPCODE } from '../../src/protocol/opcode.ts';
import { el, fill, setText } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { tabs } from '../tabs.ts';
import { anatomyView } from './anatomyView.ts';
import { type ByteSelection, createByteSelection, markRanges } from './byteSelection.ts';
import { decodedSections } from './decodedView.ts';
import { hexView } from './hexView.ts';
import { payloadImage } from './imageView.ts';
import { jsonActions } from './jsonActions.ts';
import { jsonView } from './jsonView.ts';
import { markupView } from './markupView.ts';
import { meaningView } from './meaningView.ts';
import type { Payload, PayloadSource } from './payload.ts';
import { type MessageContext, type PayloadContent, readContent } from './payloadContent.ts';
import { textView } from './textView.ts';

export type ViewName = 'text' | 'json' | 'hex' | 'meaning' | 'markup' | 'image' | 'decoded' | 'frame';

/** One payload with all that its views need to know. */
interface ShownPayload {
  readonly frame: FrameDetail;
  readonly payload: Payload;
  readonly source: PayloadSource;
  /** Undefined for what is no whole data message. */
  readonly context: MessageContext | undefined;
}

export interface PayloadViews {
  readonly bar: HTMLElement;
  readonly panel: HTMLElement;
  show(shown: ShownPayload): void;
}

interface Looked extends ShownPayload {
  readonly content: PayloadContent;
  readonly selection: ByteSelection;
}

/**
 * The ways to look at one payload; those that do not fit it are not offered. What the user chose stays for the next frame that
 * it fits; until then an image is an image, text is text, and the rest its meaning or hex.
 */
export function payloadViews(panel: Panel, failed: (error: unknown) => void): PayloadViews {
  const place = el('div', { class: 'payload-panel' });
  const meaning = el('span');
  const markup = el('span');
  let chosen: ViewName | undefined;
  let shown: Looked | undefined;

  const choose = (name: ViewName): void => {
    chosen = name;
    paint();
  };
  const paint = (): void => {
    if (shown === undefined) return;
    const offered = offeredViews(shown.content);
    const name = chosen !== undefined && offered.has(chosen) ? chosen : fittingView(shown.frame, offered);
    setText(meaning, shown.content.reading?.protocol ?? 'Meaning');
    setText(markup, shown.content.markup ?? 'Markup');
    views.offer(offered);
    views.show(name);
    markRanges([]);
    fill(place, viewOf(name, shown));
    place.scrollTop = 0;
  };
  const viewOf = (name: ViewName, { frame, payload, source, content, selection }: Looked): HTMLElement => {
    switch (name) {
      case 'text':
        return textView(payload, failed, { selection, showHex: () => choose('hex') });
      case 'json': {
        const bar = jsonActions(panel, source);
        return el('div', { class: 'json-room' }, jsonView(payload, failed, bar.show), bar.element);
      }
      case 'hex':
        return hexView(payload, failed, { selection, showText: () => choose('text') });
      case 'meaning':
        return content.reading === undefined ? el('div') : meaningView(content.reading);
      case 'markup':
        return markupView(content.text ?? '');
      case 'image':
        return payloadImage(payload, failed);
      case 'decoded':
        return decoded(panel, content.text ?? payload.bytes(), failed);
      case 'frame':
        return anatomyView(frame, payload, source.of);
    }
  };

  const views = tabs<ViewName>(
    'Views of the payload',
    [
      { name: 'text', label: 'Text', testid: 'view-text', panel: place },
      { name: 'json', label: 'JSON', testid: 'view-json', panel: place },
      { name: 'meaning', label: meaning, testid: 'view-meaning', panel: place },
      { name: 'markup', label: markup, testid: 'view-markup', panel: place },
      { name: 'image', label: 'Image', testid: 'view-image', panel: place },
      { name: 'decoded', label: 'Decoded', testid: 'view-decoded', panel: place },
      { name: 'hex', label: 'Hex', testid: 'view-hex', panel: place },
      { name: 'frame', label: 'Frame', testid: 'view-frame', panel: place },
    ],
    choose,
  );

  return {
    bar: views.bar,
    panel: place,
    show: (next) => {
      // Of a payload that has grown, the same part is read on.
      const selection = isSame(shown?.source, next.source) ? shown?.selection : undefined;
      const content = readContent(next.payload, next.context);
      shown = { ...next, content, selection: selection ?? createByteSelection() };
      paint();
    },
  };
}

const isSame = (a: PayloadSource | undefined, b: PayloadSource): boolean =>
  a?.session === b.session && a.frame === b.frame && a.of === b.of;

function decoded({ call }: Panel, content: string | Uint8Array, failed: (error: unknown) => void): HTMLElement {
  const place = el('div', { class: 'decoded', testid: 'detail-decoded' });
  decodedSections(content, (params) => call('payload.inflate', params)).then((sections) => {
    fill(place, ...(sections.length > 0 ? sections : [el('p', {}, 'Nothing is encoded in this payload after all.')]));
  }, failed);
  return place;
}

export function offeredViews(content: PayloadContent): ReadonlySet<ViewName> {
  const offered = new Set<ViewName>(['text', 'json', 'hex', 'frame']);
  if (content.reading !== undefined) offered.add('meaning');
  if (content.markup !== undefined) offered.add('markup');
  if (content.image) offered.add('image');
  if (content.decodable) offered.add('decoded');
  return offered;
}

/** By the message's type where the frame itself has none. */
export function fittingView(frame: FrameDetail, offered: ReadonlySet<ViewName>): ViewName {
  if (offered.has('image')) return 'image';
  const opcode = frame.opcode === OPCODE.continuation ? (frame.message?.opcode ?? OPCODE.continuation) : frame.opcode;
  if (opcode === OPCODE.text) return 'text';
  return offered.has('meaning') ? 'meaning' : 'hex';
}
