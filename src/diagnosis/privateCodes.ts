/** A close code of a protocol on top of WebSocket: its name, and what it asks of the client. */
export interface PrivateCode {
  readonly name: string;
  readonly meaning: string;
}

type Codes = Readonly<Record<number, PrivateCode>>;

const code = (name: string, meaning: string): PrivateCode => ({ name, meaning });

/** GraphQL over WebSocket, https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md */
const graphql: Codes = {
  4400: code('bad request', 'A message does not follow the protocol of GraphQL over WebSocket.'),
  4401: code(
    'unauthorized',
    'A subscription came before connection_init was acknowledged, or its payload was refused.',
  ),
  4403: code('forbidden', 'The server refused the payload of connection_init.'),
  4404: code('not found', 'What the operation asks for does not exist.'),
  4406: code('subprotocol not acceptable', 'The offered subprotocol is not the one that the server speaks.'),
  4408: code('connection initialisation timeout', 'No connection_init came in time: it has to be the first message.'),
  4409: code('subscriber already exists', 'An operation with the same id is still running.'),
  4429: code('too many initialisation requests', 'connection_init was sent more than once.'),
  4499: code('terminated', 'The socket was ended at the application’s wish.'),
  4500: code('internal server error', 'The server failed while it handled an operation.'),
  4504: code('connection acknowledgement timeout', 'The server did not acknowledge connection_init in time.'),
};

const pusher = (value: number): PrivateCode | undefined => {
  if (value >= 4000 && value < 4100)
    return code('do not reconnect', 'Pusher: connecting again without a change leads to the same end.');
  if (value >= 4100 && value < 4200)
    return code('reconnect after a while', 'Pusher: connect again after a second or more.');
  if (value >= 4200 && value < 4300) return code('reconnect at once', 'Pusher: connect again at once.');
  return undefined;
};

/** Discord's gateway, https://discord.com/developers/docs/topics/opcodes-and-status-codes */
const discord: Codes = {
  4000: code('unknown error', 'Something went wrong at Discord; connect again.'),
  4001: code('unknown opcode', 'A payload had an opcode that Discord does not know.'),
  4002: code('decode error', 'A payload could not be decoded.'),
  4003: code('not authenticated', 'A payload came before Identify.'),
  4004: code('authentication failed', 'The token in Identify is wrong.'),
  4005: code('already authenticated', 'Identify was sent twice.'),
  4007: code('invalid sequence', 'The sequence number of Resume is wrong.'),
  4008: code('rate limited', 'Payloads came too fast.'),
  4009: code('session timed out', 'The session is over; start a new one.'),
  4014: code('disallowed intents', 'An intent was asked for that is not enabled for the application.'),
};

/** What private codes (RFC 6455 §7.4.2) mean, where the subprotocol or the host says whose they are. */
export function privateCode(value: number, subprotocol: string | undefined, host: string): PrivateCode | undefined {
  if (value < 4000 || value > 4999) return undefined;
  if (subprotocol === 'graphql-transport-ws' || subprotocol === 'graphql-ws') return graphql[value];
  if (/(^|\.)pusher(app)?\.com$/i.test(host)) return pusher(value);
  if (/(^|\.)discord\.gg$/i.test(host)) return discord[value];
  return undefined;
}

/** The statuses of HTTP that applications like to add to 4000. */
const httpNames: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** `401 Unauthorized` of 4401: many applications build their codes so. */
export function httpStatusOf(value: number): string | undefined {
  const name = httpNames[value - 4000];
  return name === undefined ? undefined : `${value - 4000} ${name}`;
}
