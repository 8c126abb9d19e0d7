import { randomUUID } from 'node:crypto';
import type { WebSocketRoute } from './route.ts';

/** Fixed, so that a recorded conversation can be replayed word for word; `?token=fresh` asks for one that has to be captured. */
const fixedToken = 'demo-7f3a';

const rooms = ['general', 'random', 'support'];

type Reply = Readonly<Record<string, unknown>>;

interface Conversation {
  readonly token: string;
  user: string | undefined;
  readonly said: string[];
}

/** What each op answers, besides type and id. The same conversation always gets the same answers. */
const ops: Readonly<Record<string, (request: Reply, talk: Conversation) => Reply>> = {
  login: (request, talk) => {
    if (request['token'] !== talk.token) {
      return { ok: false, error: 'bad-token', message: 'Send the token of the session message.' };
    }
    talk.user = typeof request['user'] === 'string' ? request['user'] : 'guest';
    return { ok: true, user: talk.user };
  },
  rooms: () => ({ ok: true, rooms }),
  subscribe: (request) =>
    rooms.includes(String(request['room']))
      ? { ok: true, room: request['room'], members: 3 }
      : { ok: false, error: 'no-such-room', message: `Rooms: ${rooms.join(', ')}.` },
  say: (request, talk) => {
    if (typeof request['text'] !== 'string') {
      return { ok: false, error: 'no-text', message: 'Give what to say as the string "text".' };
    }
    talk.said.push(request['text']);
    return { ok: true, number: talk.said.length, user: talk.user ?? 'guest', text: request['text'] };
  },
  history: (_request, talk) => ({ ok: true, said: talk.said }),
  logout: (_request, talk) => {
    const user = talk.user;
    talk.user = undefined;
    return { ok: true, user: user ?? null };
  },
};

const opNames = Object.keys(ops).join(', ');

const mistake = (error: string, message: string): Reply => ({ type: 'error', error, message });

function parseRequest(text: string): Reply | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Reply) : undefined;
  } catch {
    // Not JSON at all gets the same answer as JSON that is no object.
    return undefined;
  }
}

function replyTo(text: string, talk: Conversation): Reply {
  const request = parseRequest(text);
  if (request === undefined) {
    return mistake('not-an-object', 'Send a JSON object such as {"op":"say","id":1,"text":"hello"}.');
  }
  const op = request['op'];
  const answer = typeof op === 'string' && Object.hasOwn(ops, op) ? ops[op]?.(request, talk) : undefined;
  return {
    type: 'reply',
    id: request['id'] ?? null,
    op: op ?? null,
    ...(answer ?? { ok: false, error: 'unknown-op', message: `Known ops: ${opNames}.` }),
  };
}

export const chat: WebSocketRoute = {
  kind: 'websocket',
  path: '/chat',
  shows: `Greets with a session token, then answers each {"op":…,"id":…} by the same id. Ops: ${opNames}.`,
  serve: (webSocket, visit) => {
    const fresh = visit.url.searchParams.get('token') === 'fresh';
    const talk: Conversation = { token: fresh ? randomUUID() : fixedToken, user: undefined, said: [] };
    webSocket.send(JSON.stringify({ type: 'session', token: talk.token }));
    webSocket.on('message', (message: Buffer, isBinary) => {
      const reply = isBinary
        ? mistake('binary', 'This chat speaks text messages with JSON; this one was binary.')
        : replyTo(message.toString('utf8'), talk);
      webSocket.send(JSON.stringify(reply));
    });
  },
};
