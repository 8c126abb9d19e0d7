export type ParsedHex =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly offset: number; readonly message: string };

/** Reads hexadecimal bytes; spaces, line breaks, commas, colons and `0x` between bytes are fine. `offset` is 0-based. */
export function parseHex(text: string): ParsedHex {
  const bytes: number[] = [];
  let at = 0;
  while (at < text.length) {
    if (/[\s,:]/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    if (/^0x[\da-f]/i.test(text.slice(at, at + 3))) at += 2;
    const pair = text.slice(at, at + 2);
    const wrong = pair.search(/[^\da-f]/i);
    if (wrong === 0) {
      return {
        ok: false,
        offset: at,
        message: `Character ${at + 1}, "${text.charAt(at)}", is no hexadecimal digit. Use 0–9 and a–f.`,
      };
    }
    if (pair.length < 2 || wrong === 1) {
      return {
        ok: false,
        offset: at,
        message: `The digit at character ${at + 1} stands alone. Every byte needs two digits, such as 0${pair.charAt(0)}.`,
      };
    }
    bytes.push(Number.parseInt(pair, 16));
    at += 2;
  }
  return { ok: true, bytes: Uint8Array.from(bytes) };
}

/** Two lower-case digits a byte, one space between bytes. */
export function formatHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
