import { formatHex } from '../base/hex.ts';
import { mask, secretForms } from './withoutValues.ts';

/** Of a secret that a cut text begins or ends with, in characters: one alone tells nothing and comes up everywhere. */
const shortestPart = 2;

/** Values that nothing may show that a run tells. More may come to be known while it runs. */
export class HiddenValues {
  readonly #values = new Set<string>();
  #forms: readonly string[] | undefined;

  add(...values: readonly string[]): void {
    for (const value of values) {
      if (this.#values.has(value)) continue;
      this.#values.add(value);
      this.#forms = undefined;
    }
  }

  /** The text without them, also where a cut left the beginning, the end or the middle of one. */
  readonly masked = (text: string): string => {
    const forms = (this.#forms ??= formsInResults(this.#values));
    const whole = forms.reduce((all, form) => all.replaceAll(form, () => mask), text);
    if (forms.length === 0 || !whole.includes('…')) return whole;
    const pieces = whole.split('…');
    return pieces
      .map((piece, i) => withoutParts(piece, forms, { cutBefore: i > 0, cutAfter: i < pieces.length - 1 }))
      .join('…');
  };
}

/** Results show bytes as hexadecimal digits. */
function formsInResults(values: Iterable<string>): readonly string[] {
  const forms = secretForms(values);
  return [...forms, ...forms.map((form) => formatHex(Buffer.from(form, 'utf8')))];
}

function withoutParts(
  piece: string,
  forms: readonly string[],
  { cutBefore, cutAfter }: { readonly cutBefore: boolean; readonly cutAfter: boolean },
): string {
  // Between digits and an ellipsis stands a space.
  const [, before = '', shown = '', after = ''] = /^( ?)(.*?)( ?)$/su.exec(piece) ?? [];
  if (cutBefore && cutAfter && shown.length >= shortestPart && forms.some((form) => form.includes(shown)))
    return before + mask + after;
  const length = (fits: (form: string, count: number) => boolean): number => {
    let most = 0;
    for (const form of forms)
      for (let count = Math.min(form.length, shown.length); count > most; count--) if (fits(form, count)) most = count;
    return most < shortestPart ? 0 : most;
  };
  const first = cutBefore ? length((form, count) => form.endsWith(shown.slice(0, count))) : 0;
  const last = cutAfter ? length((form, count) => form.startsWith(shown.slice(-count))) : 0;
  if (first + last > shown.length) return before + mask + after;
  const middle = shown.slice(first, shown.length - last);
  return before + (first > 0 ? mask : '') + middle + (last > 0 ? mask : '') + after;
}
