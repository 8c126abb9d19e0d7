import { SecretBytes } from './secretBytes.ts';
import { shortestSecret } from './withoutValues.ts';

/**
 * Begins and ends what stands for a secret while a recording is made: private-use characters, which nobody sends by chance. Letters
 * between them, so that it looks like a word to whoever tells values apart that differ from run to run.
 */
const OPEN = '\u{F5A3E}';
const CLOSE = '\u{F5A3F}';

interface Kept {
  readonly name: string;
  readonly mark: string;
  /** As the value may stand in a text: as it is, and as JSON writes it. */
  readonly forms: readonly string[];
}

/** Values of the secret storage, to be left out of what is recorded: `${secret:name}` comes in their place. */
export class KeptSecrets {
  readonly #kept: readonly Kept[];
  readonly #bytes: SecretBytes;

  /** Values by their names. */
  constructor(secrets: Readonly<Record<string, string>>) {
    this.#bytes = new SecretBytes(Object.values(secrets));
    this.#kept = Object.entries(secrets)
      .filter(([, value]) => value.length >= shortestSecret)
      // One may stand inside another.
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([name, value], i) => ({
        name,
        mark: OPEN + letters(i) + CLOSE,
        forms: [...new Set([value, JSON.stringify(value).slice(1, -1)])],
      }));
  }

  /** A text message with a mark in the place of every secret; the same bytes when it holds none. */
  marked(utf8: Uint8Array): Uint8Array {
    const bytes = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.length);
    const there = this.#kept.filter(({ forms }) => forms.some((form) => bytes.includes(form)));
    if (there.length === 0) return utf8;
    // Latin-1 keeps bytes that are no UTF-8 as they are.
    let text = bytes.toString('latin1');
    for (const { forms, mark } of there)
      for (const form of forms) text = text.replaceAll(asLatin1(form), () => asLatin1(mark));
    return Buffer.from(text, 'latin1');
  }

  /**
   * A binary message with a star for each byte of a secret; the same bytes when it holds none. Steps write such a message as
   * hexadecimal digits, among which no name can stand.
   */
  starred(bytes: Uint8Array): Uint8Array {
    return this.#bytes.starred(bytes);
  }

  /** A message of this run as a recording has it. */
  asRecorded(opcode: number, bytes: Uint8Array): Uint8Array {
    if (opcode !== 1) return this.starred(bytes);
    const marked = this.marked(bytes);
    return marked === bytes ? bytes : Buffer.from(this.named(Buffer.from(marked).toString('utf8')), 'utf8');
  }

  /** The text of a sequence file with the secrets' names in the place of their marks. */
  named(file: string): string {
    return this.#kept.reduce(
      (text, { mark, name }) => text.replaceAll(mark, () => `\${secret:${JSON.stringify(name).slice(1, -1)}}`),
      file,
    );
  }
}

/** Whether the text is what stands for a secret, and nothing else. */
export const isKeptSecret = (text: string): boolean =>
  text.startsWith(OPEN) && text.indexOf(CLOSE) === text.length - CLOSE.length;

/** A number as letters: a, b … z, ba, bb … */
const letters = (n: number): string =>
  (n < 26 ? '' : letters(Math.floor(n / 26))) + String.fromCharCode(0x61 + (n % 26));

const asLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
