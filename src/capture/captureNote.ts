/** Marks our comments among others that people may add in Wireshark. */
export const NOTE_MARK = 'websocket-inspector: ';
/** Goes on where the comment before it had to end: an option holds at most 65,535 bytes. */
const MORE_MARK = 'websocket-inspector+ ';
/** UTF-16 units a comment; each is at most three bytes of UTF-8. */
const PART_LENGTH = 20_000;

/**
 * What a capture file says besides packets, as comments on packets. `begin` stands on an attempt's first packet;
 * `abandoned` on the packet that tells that we gave up reading that endpoint's stream; `finish` when all is known.
 * Facts are any JSON value.
 */
export type CaptureNote =
  | { readonly kind: 'begin'; readonly facts: unknown }
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'finish'; readonly facts: unknown };

/** A note and lines for people, as comments in that order. A line that is too long for one is cut. */
export const commentsOf = (note: CaptureNote, remarks: readonly string[]): string[] => [
  ...noteToComments(note),
  ...remarks.map((remark) => remark.slice(0, PART_LENGTH).toWellFormed()),
];

/** The comments that carry a note, in order. */
function noteToComments(note: CaptureNote): string[] {
  const text = JSON.stringify(note);
  const comments: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + PART_LENGTH);
    // The halves of a surrogate pair stay together, or UTF-8 could not carry them.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
    comments.push((at === 0 ? NOTE_MARK : MORE_MARK) + text.slice(at, end));
    at = end;
  }
  return comments;
}

/** Undoes `noteToComments`. Undefined when the comments are not ours, or were changed beyond reading. */
export function noteFromComments(comments: readonly string[]): CaptureNote | undefined {
  let text = '';
  for (const comment of comments) {
    if (comment.startsWith(NOTE_MARK)) text = comment.slice(NOTE_MARK.length);
    else if (comment.startsWith(MORE_MARK)) text += comment.slice(MORE_MARK.length);
  }
  if (text === '') return undefined;
  try {
    return asNote(JSON.parse(text));
  } catch {
    // A comment that somebody edited is no note any more; the packets say enough without it.
    return undefined;
  }
}

function asNote(value: unknown): CaptureNote | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  const facts = 'facts' in value ? value.facts : undefined;
  if (value.kind === 'abandoned') return { kind: 'abandoned' };
  if (value.kind === 'begin' || value.kind === 'finish') return { kind: value.kind, facts };
  return undefined;
}
