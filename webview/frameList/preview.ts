const SPACES = /[\r\n\t\u2028\u2029]+/g;
// Control characters, and all that changes the direction of text or hides itself: a preview must not lie about its order.
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A payload's beginning on one line: line breaks become ⏎, what cannot be seen becomes ·. The detail pane tells which. */
export function visiblePreview(text: string): string {
  return text.replace(SPACES, (run) => (/[\r\n\u2028\u2029]/.test(run) ? ' ⏎ ' : ' ')).replace(UNSEEN, '·');
}
