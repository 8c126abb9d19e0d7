const MAX_KEPT = 50;

/** What was sent, to take up again with Alt+Up. The text being typed is the newest place and is never lost. */
export interface SentHistory {
  add(text: string): void;
  /** One place older (-1) or newer (1) than the one shown, or undefined at the end. `typed` is what stands in the field. */
  move(by: -1 | 1, typed: string): string | undefined;
}

export function createSentHistory(): SentHistory {
  let sent: readonly string[] = [];
  let draft = '';
  let place = 0;
  return {
    add: (text) => {
      sent = [...sent.filter((other) => other !== text), text].slice(-MAX_KEPT);
      place = sent.length;
      draft = '';
    },
    move: (by, typed) => {
      const to = place + by;
      if (to < 0 || to > sent.length) return undefined;
      if (place === sent.length) draft = typed;
      place = to;
      return sent[to] ?? draft;
    },
  };
}
