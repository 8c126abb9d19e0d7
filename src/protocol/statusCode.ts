/** Close status codes of RFC 6455 §7.4 and the IANA registry. No Node types here: the panel reads this table too. */
export interface StatusCode {
  readonly code: number;
  /** The registry's name in lower case, such as `going away`. */
  readonly name: string;
  /** What it tells, in one plain sentence. */
  readonly meaning: string;
  /** False for codes that stand for a local finding and must never be sent (RFC 6455 §7.4.1). */
  readonly onWire: boolean;
}

const code = (value: number, name: string, meaning: string, onWire = true): StatusCode => ({
  code: value,
  name,
  meaning,
  onWire,
});

/** Every code that the registry names. */
export const STATUS_CODES: readonly StatusCode[] = [
  code(1000, 'normal closure', 'The connection has done its work.'),
  code(1001, 'going away', 'The endpoint leaves: a server shuts down, or a page is left.'),
  code(1002, 'protocol error', 'The endpoint saw a broken rule of the WebSocket protocol.'),
  code(1003, 'unsupported data', 'The endpoint got a type of message that it cannot take.'),
  code(1004, 'reserved', 'Reserved; it may be given a meaning later.', false),
  code(1005, 'no status received', 'The Close frame carried no code.', false),
  code(1006, 'abnormal closure', 'The connection ended without a Close frame.', false),
  code(1007, 'invalid payload data', 'A message did not fit its type, such as text that is not UTF-8.'),
  code(1008, 'policy violation', "A message broke the endpoint's policy."),
  code(1009, 'message too big', 'A message was larger than the endpoint takes.'),
  code(1010, 'mandatory extension', 'The client needs an extension that the server did not agree to.'),
  code(1011, 'internal error', 'The server met a condition that it could not handle.'),
  code(1012, 'service restart', 'The service restarts; connect again after a while.'),
  code(1013, 'try again later', 'The service is overloaded; try again later.'),
  code(1014, 'bad gateway', 'A gateway got an invalid answer from the server behind it.'),
  code(1015, 'TLS handshake', 'The TLS handshake failed.', false),
  code(3000, 'unauthorized', 'The service wants credentials that were not given or not good enough.'),
  code(3003, 'forbidden', 'The service knows who asks, and refuses.'),
  code(3008, 'timeout', 'The peer took too long to answer.'),
];

const BY_CODE = new Map(STATUS_CODES.map((entry) => [entry.code, entry]));

export type StatusCodeRange = 'unused' | 'protocol' | 'library' | 'private' | 'beyond';

/** RFC 6455 §7.4.2: 0–999 unused, 1000–2999 the protocol, 3000–3999 registered libraries, 4000–4999 private. */
export function statusCodeRange(value: number): StatusCodeRange {
  if (value < 1000) return 'unused';
  if (value < 3000) return 'protocol';
  if (value < 4000) return 'library';
  return value < 5000 ? 'private' : 'beyond';
}

/** `normal closure`, `library`, `private use`, `unassigned` … for any number. */
export function statusCodeName(value: number): string {
  const named = BY_CODE.get(value);
  if (named !== undefined) return named.name;
  switch (statusCodeRange(value)) {
    case 'library':
      return 'library or framework';
    case 'private':
      return 'private use';
    case 'protocol':
      return 'unassigned';
    case 'unused':
    case 'beyond':
      return 'invalid';
  }
}

/** One plain sentence for any number. */
export function statusCodeMeaning(value: number): string {
  const named = BY_CODE.get(value);
  if (named !== undefined) return named.meaning;
  switch (statusCodeRange(value)) {
    case 'library':
      return 'A code of a library or framework, registered with IANA.';
    case 'private':
      return 'A code that both applications agreed on.';
    case 'protocol':
      return 'The registry gives this code no meaning.';
    case 'unused':
    case 'beyond':
      return 'No status code: codes are between 1000 and 4999.';
  }
}

export type StatusCodeFault = 'not-for-the-wire' | 'unassigned' | 'out-of-range';

/** Why `value` must not stand in a Close frame, or undefined when it may (RFC 6455 §7.4). */
export function statusCodeFault(value: number): StatusCodeFault | undefined {
  if (value < 1000 || value > 4999) return 'out-of-range';
  if (value >= 3000) return undefined;
  const named = BY_CODE.get(value);
  if (named === undefined || value === 1004) return 'unassigned';
  return named.onWire ? undefined : 'not-for-the-wire';
}
