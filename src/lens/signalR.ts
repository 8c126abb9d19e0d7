import { memberFields, readMembers } from './members.ts';
import type { Lens, LensField } from './reading.ts';

/** Ends each record of SignalR's JSON protocol: RS, U+001E. */
const RECORD_END = '\u001e';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['1', 'Invocation'],
  ['2', 'StreamItem'],
  ['3', 'Completion'],
  ['4', 'StreamInvocation'],
  ['5', 'CancelInvocation'],
  ['6', 'Ping'],
  ['7', 'Close'],
  ['8', 'Ack'],
  ['9', 'Sequence'],
]);

/** SignalR's hub protocol over JSON: records that end with U+001E. Without that last character the other side waits for ever. */
export const signalR: Lens = ({ text }) => {
  if (text?.includes(RECORD_END) !== true) return undefined;
  const pieces = text.split(RECORD_END);
  const rest = pieces.pop() ?? '';
  const records = pieces.map(readRecord);
  if (records.some((record) => record === undefined)) return undefined;
  const all = records.filter((record) => record !== undefined);
  const [first] = all;
  if (first === undefined) return undefined;
  return {
    protocol: 'SignalR',
    summary:
      all.length === 1 ? first.summary : `${all.length} records: ${all.map(({ summary }) => summary).join(', ')}`,
    fields:
      all.length === 1
        ? first.fields
        : all.map(({ summary, fields }, i) => ({ name: `Record ${i + 1}`, value: summary, children: fields })),
    ...(rest === ''
      ? {}
      : { problem: 'The last record does not end with U+001E: the other side goes on waiting for it.' }),
  };
};

function readRecord(text: string): { readonly summary: string; readonly fields: LensField[] } | undefined {
  const members = readMembers(text);
  if (members === undefined) return undefined;
  const type = members.raw('type');
  if (type === undefined) {
    const named = memberFields(members, [
      ['protocol', 'Protocol'],
      ['version', 'Version'],
      ['error', 'Error'],
    ]);
    // The handshake's answer is an empty object, or one with an error.
    if (named.length === 0 && members.names.length > 0) return undefined;
    return { summary: members.has('protocol') ? 'handshake request' : 'handshake answer', fields: named };
  }
  const name = TYPES.get(type);
  if (name === undefined) return undefined;
  const target = members.text('target');
  const id = members.text('invocationId');
  return {
    summary: `${name}${target === undefined ? '' : ` of ${target}`}${id === undefined ? '' : ` (${id})`}`,
    fields: [
      { name: 'Type', value: type, note: name },
      ...memberFields(members, [
        ['target', 'Target'],
        ['invocationId', 'Invocation id'],
        ['arguments', 'Arguments'],
        ['item', 'Item'],
        ['result', 'Result'],
        ['error', 'Error'],
        ['streamIds', 'Stream ids'],
        ['sequenceId', 'Sequence id'],
        ['headers', 'Headers'],
        ['allowReconnect', 'May reconnect'],
      ]),
    ],
  };
}
