import type { Lens, LensField } from './reading.ts';

const COMMANDS: ReadonlyMap<string, string> = new Map([
  ['CONNECT', 'asks to begin'],
  ['STOMP', 'asks to begin'],
  ['CONNECTED', 'the server agrees to begin'],
  ['SEND', 'a message to a destination'],
  ['SUBSCRIBE', 'wants the messages of a destination'],
  ['UNSUBSCRIBE', 'wants them no more'],
  ['ACK', 'a message was taken'],
  ['NACK', 'a message was not taken'],
  ['BEGIN', 'begins a transaction'],
  ['COMMIT', 'commits a transaction'],
  ['ABORT', 'gives a transaction up'],
  ['DISCONNECT', 'asks to end'],
  ['MESSAGE', 'a message of a subscription'],
  ['RECEIPT', 'the server has done what was asked'],
  ['ERROR', 'the server refuses and ends'],
]);

/** Headers that tell one frame from another, in the summary. */
const TELLING = ['destination', 'id', 'subscription', 'receipt-id', 'message'] as const;

/** STOMP 1.0 to 1.2: a command, headers, and a body that ends with NUL. */
export const stomp: Lens = ({ text, subprotocol }) => {
  if (text === undefined) return undefined;
  const agreed = /^v1[012]\.stomp$/.test(subprotocol ?? '');
  if (agreed && /^\r?\n$/.test(text)) return { protocol: 'STOMP', summary: 'heart-beat', fields: [] };
  const head = /^([A-Z]+)\r?\n((?:[^\r\n]+\r?\n)*)\r?\n/.exec(text);
  const command = head?.[1] ?? '';
  const words = COMMANDS.get(command);
  if (head === null || words === undefined) return undefined;
  const escaped = command !== 'CONNECT' && command !== 'CONNECTED';
  const headers = (head[2] ?? '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line): readonly [string, string] => {
      const colon = line.indexOf(':');
      const parts = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1)];
      return [unescaped(parts[0] ?? '', escaped), unescaped(parts[1] ?? '', escaped)];
    });
  const value = (name: string): string | undefined => headers.find(([one]) => one === name)?.[1];
  const after = text.slice(head[0].length);
  const end = after.indexOf('\0');
  const body = end < 0 ? after : after.slice(0, end);
  const telling = TELLING.flatMap((name) => {
    const found = value(name);
    return found === undefined ? [] : [`${name} ${found}`];
  });
  return {
    protocol: 'STOMP',
    summary: [`${command}: ${words}`, ...telling].join(', '),
    fields: [
      { name: 'Command', value: command, note: words },
      { name: 'Headers', children: headers.map(([name, content]): LensField => ({ name, value: content })) },
      ...(body === '' ? [] : [bodyField(body, value('content-type'))]),
    ],
    ...(end < 0
      ? { problem: 'The frame does not end with NUL (STOMP 1.2, "Body"): the other side goes on waiting.' }
      : {}),
  };
};

function bodyField(body: string, type: string | undefined): LensField {
  const note = type === undefined ? {} : { note: type };
  return /^\s*[[{]/.test(body) ? { name: 'Body', json: body, ...note } : { name: 'Body', value: body, ...note };
}

/** STOMP 1.2, "Value Encoding". */
function unescaped(text: string, escaped: boolean): string {
  if (!escaped) return text;
  return text.replace(/\\([rnc\\])/g, (_whole, letter: string) =>
    letter === 'r' ? '\r' : letter === 'n' ? '\n' : letter === 'c' ? ':' : '\\',
  );
}
