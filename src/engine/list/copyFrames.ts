import { formatHex } from '../../base/hex.ts';
import type { Capture } from '../../capture/capture.ts';
import type { CopyForm } from '../../contract/frameCopy.ts';
import { shellQuote } from '../../diagnosis/report/shellQuote.ts';
import { isControl, OPCODE, opcodeName } from '../../protocol/opcode.ts';

/** A clipboard with more than that helps nobody, and a file can be saved. */
const MAX_BYTES = 16 * 1024 * 1024;

/** One thing that is copied: a whole message, or a frame that stands for itself. */
interface Copied {
  /** 0-based. */
  readonly frame: number;
  readonly from: 'client' | 'server';
  readonly atMs: number;
  readonly opcode: number;
  readonly bytes: Uint8Array;
}

/** What is to be copied of these frames: which payload of which frame. */
export interface ChosenPayload {
  readonly frame: number;
  readonly of: 'frame' | 'message';
}

/**
 * The first frame of a message stands for the whole message, inflated; its other fragments then add nothing. A fragment
 * without its first frame stands for itself.
 */
export function payloadsOf(capture: Pick<Capture, 'messageOf'>, frames: readonly number[]): readonly ChosenPayload[] {
  const chosen = new Set(frames);
  return frames.flatMap((frame): ChosenPayload[] => {
    const first = capture.messageOf(frame)?.firstFrame;
    if (first === undefined) return [{ frame, of: 'frame' }];
    if (first === frame + 1) return [{ frame, of: 'message' }];
    return chosen.has(first - 1) ? [] : [{ frame, of: 'frame' }];
  });
}

/** The text for the clipboard. `url` has its secrets masked. Throws when it would be too long, or when nothing fits the form. */
export async function copyFrames(
  capture: Capture,
  frames: readonly number[],
  as: CopyForm,
  url: string,
): Promise<string> {
  const copied: Copied[] = [];
  let total = 0;
  for (const { frame, of } of payloadsOf(capture, frames)) {
    const { from, atMs, opcode, message } = await capture.frame(frame);
    const { bytes } = await capture.payload(frame, of, 0, MAX_BYTES + 1);
    total += bytes.length;
    if (total > MAX_BYTES)
      throw new Error('That is more than 16 MiB. Select fewer frames, or save the bytes to a file.');
    copied.push({ frame, from, atMs, opcode: message?.opcode ?? opcode, bytes });
  }
  return written(copied, as, url);
}

function written(copied: readonly Copied[], as: CopyForm, url: string): string {
  switch (as) {
    case 'text':
      return copied.map(({ bytes, opcode }) => readableText(bytes, opcode) ?? formatHex(bytes)).join('\n');
    case 'hex':
      return copied.map(({ bytes }) => formatHex(bytes)).join('\n');
    case 'base64':
      return copied.map(({ bytes }) => Buffer.from(bytes).toString('base64')).join('\n');
    case 'json':
      return JSON.stringify(copied.map(jsonOf), undefined, 2);
    case 'wscat':
      return wscatLine(copied, url);
    case 'websocat':
      return websocatLines(copied, url);
  }
}

const jsonOf = ({ frame, from, atMs, opcode, bytes }: Copied): object => {
  const text = readableText(bytes, opcode);
  return {
    n: frame + 1,
    from,
    atMs,
    opcode,
    opcodeName: opcodeName(opcode),
    payload: text === undefined ? { base64: Buffer.from(bytes).toString('base64') } : { text },
  };
};

/** Undefined when it is not exactly that text: then the bytes are told. */
function readableText(bytes: Uint8Array, opcode: number): string | undefined {
  if (opcode === OPCODE.binary || opcode === OPCODE.close) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // no UTF-8
  }
}

/** `wscat -c URL -x MESSAGE -x MESSAGE …`: every text message in order. */
function wscatLine(copied: readonly Copied[], url: string): string {
  const texts = textMessages(copied);
  const parts = texts.map((text) => `-x ${shellQuote(text)}`);
  if (/[\r\n]/.test(texts.join(''))) {
    throw new Error('A message with line breaks has no wscat line. Copy it for websocat instead.');
  }
  return `wscat -c ${shellQuote(url)} ${parts.join(' ')}`;
}

/** One line a message: text as text, anything else as bytes. */
function websocatLines(copied: readonly Copied[], url: string): string {
  const lines = copied
    .filter(({ opcode }) => !isControl(opcode))
    .map(({ bytes, opcode }) => {
      const kind = readableText(bytes, opcode) === undefined ? '--binary' : '--text';
      return `printf '${octalText(bytes)}' | websocat ${kind} -n1 ${shellQuote(url)}`;
    });
  if (lines.length === 0) throw new Error('No text or binary message is selected.');
  return lines.join('\n');
}

function textMessages(copied: readonly Copied[]): readonly string[] {
  const texts = copied.flatMap(({ bytes, opcode }) => (isControl(opcode) ? [] : (readableText(bytes, opcode) ?? [])));
  if (texts.length === 0) throw new Error('No text message is selected, and wscat sends text only.');
  return texts;
}

/** For printf's format, whatever the bytes are: printable ASCII as it is, all else in octal. */
const octalText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => {
    if (byte === 0x25) return '%%';
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c;
    return plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  }).join('');
