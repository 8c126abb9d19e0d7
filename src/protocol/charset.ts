/** Text out of a body's bytes: by the declared charset, by a byte order mark, by what the text says, else by its bytes. */
import { Utf8Validator } from './utf8.ts';

const LABEL = /charset\s*=\s*["']?([^"';\s>]+)/i;
/** How far a page is searched for its own word on its charset, as browsers do. */
const SNIFFED = 1024;

function decoderOf(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    // No such charset: the bytes have to speak for themselves.
    return undefined;
  }
}

function fromMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
}

const isTextType = (type: string): boolean =>
  /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript|problem\+json|x-www-form-urlencoded)\b)/i.test(type);

/** Control characters that do not stand in text. */
const looksBinary = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 4096).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b));

/** A body that was cut may end inside a character. */
const isUtf8UpToTheEnd = (bytes: Uint8Array): boolean => new Utf8Validator().push(bytes, 0, bytes.length) === undefined;

/** The text, or undefined when the bytes are none. `contentType` is the header's value. */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): string | undefined {
  const type = contentType ?? '';
  const mark = fromMark(bytes);
  if (mark !== undefined) return decoderOf(mark)?.decode(bytes);
  const declared = LABEL.exec(type)?.[1];
  const decoder = declared === undefined ? undefined : decoderOf(declared);
  if (decoder !== undefined) return decoder.decode(bytes);
  if (contentType === undefined || !isTextType(type)) {
    return !looksBinary(bytes) && isUtf8UpToTheEnd(bytes) ? new TextDecoder().decode(bytes) : undefined;
  }
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(SNIFFED, bytes.length)).toString('latin1');
  const own = /html|xml/i.test(type)
    ? (LABEL.exec(start)?.[1] ?? /encoding\s*=\s*["']([^"']+)/.exec(start)?.[1])
    : undefined;
  const sniffed = own === undefined ? undefined : decoderOf(own);
  if (sniffed !== undefined) return sniffed.decode(bytes);
  return new TextDecoder(isUtf8UpToTheEnd(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
}
