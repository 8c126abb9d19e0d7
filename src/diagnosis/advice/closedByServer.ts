import { closeMeaning } from '../closeMeaning.ts';
import { quoted } from '../wording.ts';
import type { AdviceRule } from './adviceRule.ts';

/** Ends that need no word: done, gone on purpose, or without a code. */
const SILENT: ReadonlySet<number> = new Set([1000, 1005]);

/** A clean close is no failure; a code that says why it came is worth a sentence all the same. */
export const closedByServer: AdviceRule = (evidence) => {
  const { closing } = evidence;
  const first = closing?.first;
  if (closing?.clean !== true || first?.from !== 'server' || first.code === undefined || SILENT.has(first.code))
    return undefined;
  const { name, meaning, remedy } = closeMeaning(first.code, 'server', evidence);
  const reason = first.reason === '' ? 'It gave no reason' : `Its reason is ${quoted(first.reason)}`;
  return {
    cause: 'closed-by-server',
    title: `The server closed with ${first.code} (${name})`,
    explanation: `${meaning} ${reason}.${remedy === undefined ? '' : ` ${remedy}.`}`,
    section: 'RFC 6455 §7.4',
  };
};
