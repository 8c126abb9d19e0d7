import { utf8Text } from '../../src/lens/byteReader.ts';
import { imageKind } from '../../src/lens/image.ts';
import { readMeaning } from '../../src/lens/lenses.ts';
import { markupLanguage } from '../../src/lens/markup.ts';
import type { LensInput, Reading } from '../../src/lens/reading.ts';
import { isDecodable } from './decodedView.ts';
import type { Payload } from './payload.ts';

/** A payload longer than what is here at first is looked into by its head only: no meaning is made of a part. */
const MAX_MARKUP_CHARACTERS = 512 * 1024;

/** What a payload turns out to be, which decides how it can be looked at. */
export interface PayloadContent {
  /** The whole payload as text; undefined when it is no UTF-8, or not here whole. */
  readonly text: string | undefined;
  readonly reading: Reading | undefined;
  readonly markup: 'XML' | 'HTML' | undefined;
  readonly image: boolean;
  readonly decodable: boolean;
}

export type MessageContext = Pick<LensInput, 'opcode' | 'from' | 'subprotocol' | 'url'>;

/** `context` is undefined for what is no data message, or only a part of one: that has no meaning by itself. */
export function readContent(payload: Payload, context: MessageContext | undefined): PayloadContent {
  const bytes = payload.bytes();
  const whole = payload.complete() && payload.problem() === undefined;
  const text = whole ? utf8Text(bytes) : undefined;
  return {
    text,
    reading: whole && context !== undefined ? readMeaning({ ...context, bytes, text }) : undefined,
    markup: text === undefined || text.length > MAX_MARKUP_CHARACTERS ? undefined : markupLanguage(text),
    image: imageKind(bytes) !== undefined,
    decodable: whole && isDecodable(text ?? bytes),
  };
}
