import { createCapture } from '../capture/capture.ts';
import { parseFilter } from '../capture/filter/language/parse.ts';
import type { EngineMethods, EngineNotices, Outgoing } from '../contract/engineContract.ts';
import { encodeFramePage } from '../contract/framePage.ts';
import { encodeListPage } from '../contract/listPage.ts';
import type { Handlers } from '../contract/method.ts';
import type { Notify } from '../contract/rpc.ts';
import type { SessionId } from '../contract/sessionView.ts';
import { assertNever } from '../base/assertNever.ts';
import { checkOptions } from '../profiles/check/checkOptions.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import { probe } from '../session/probe/probe.ts';
import { Session } from '../session/session.ts';
import { inflatePayload } from './inflatePayload.ts';
import { copyFrames, payloadsOf } from './list/copyFrames.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { writeExport } from './writeExport.ts';
import { handshakeView } from './handshakeView.ts';
import { LiveSession } from './liveSession.ts';
import { recordFrom } from './recordFrom.ts';
import { sequenceHandlers } from './sequenceHandlers.ts';

/** More would be a mistake far more often than a wish: each holds a socket and a file. */
const MAX_LIVE_SESSIONS = 16;

interface Opening {
  readonly options: ConnectionOptions;
  readonly title: string;
  readonly captureFile: string;
  readonly network: NetworkSettings;
}

export interface Engine {
  readonly handlers: Handlers<EngineMethods>;
  /** Ends every session and closes every capture. */
  dispose(): Promise<void>;
}

/** Answers the contract from sessions and their captures. */
export function createEngine(notify: Notify<EngineNotices>): Engine {
  const sessions = new Map<SessionId, LiveSession>();
  let nextId = 1;

  const find = (id: SessionId): LiveSession => {
    const found = sessions.get(id);
    if (found === undefined) throw new Error('That session is no longer there.');
    return found;
  };

  const start = (opening: Opening): LiveSession => {
    const { options, title, captureFile, network } = opening;
    const live = [...sessions.values()].filter((session) => session.live).length;
    if (live >= MAX_LIVE_SESSIONS) {
      throw new Error(`${live} connections are live, which is the limit. Close one before opening another.`);
    }
    const id = `session-${nextId++}`;
    const capture = createCapture({ file: captureFile });
    const host = hostOf(options.url);
    const sameHost = (): number =>
      [...sessions.values()].filter((other) => other.live && hostOf(other.session.options.url) === host).length;
    const session = new LiveSession(
      id,
      new Session({ options, title, capture, network, env: process.env }),
      notify,
      sameHost,
    );
    sessions.set(id, session);
    return session;
  };

  const handlers: Handlers<EngineMethods> = {
    'session.open': (opening) => {
      const problems = checkOptions(opening.options);
      return problems.length > 0 ? { ok: false, problems } : { ok: true, session: start(opening).id };
    },
    'session.reopen': ({ session, captureFile, network }) => {
      const { asked, title } = find(session).session;
      const problems = checkOptions(asked);
      if (problems.length > 0) return { ok: false, problems };
      return { ok: true, session: start({ options: asked, title, captureFile, network }).id };
    },
    'payload.inflate': ({ bytes, coding }) => inflatePayload(bytes, coding),
    'session.list': () => [...sessions.values()].map((session) => session.snapshot()),
    'session.forget': async ({ session }) => {
      const live = find(session);
      sessions.delete(session);
      await live.dispose();
      notify('session.forgotten', { session });
      return {};
    },
    'session.send': async ({ session, send }) => {
      await sendOn(find(session).session, send);
      return {};
    },
    'session.close': ({ session, code, reason }) => {
      find(session).session.close(code, reason);
      return {};
    },
    'session.cancel': ({ session }) => {
      find(session).session.cancel();
      return {};
    },
    'session.probe': ({ session }, signal) => {
      const { asked, network } = find(session).session;
      return probe(asked, { network, env: process.env, signal }, (row) => notify('probe.row', { session, row }));
    },
    'session.handshake': ({ session }) => {
      const live = find(session);
      const recorded = live.capture.attempts;
      return live.session.attempts().flatMap((attempt, i) => {
        const bytes = recorded[i];
        // An attempt is there before its recording begins.
        return bytes === undefined ? [] : [handshakeView(attempt, bytes)];
      });
    },
    'session.export': async ({ session, to, file, filter }, signal) => {
      const parsed = parseFilter(filter);
      if (!parsed.ok) return parsed;
      const { capture } = find(session);
      const wanted = parsed.filter.kind === 'all' ? undefined : parsed.filter;
      await writeExport(capture, { to, filter: wanted, keepSecrets: false }, file, signal);
      return { ok: true };
    },
    'session.filter': ({ session, view, text }) => find(session).filters.start(view, text),
    'session.filter.stop': ({ session, view }) => {
      find(session).filters.stop(view);
      return {};
    },
    'session.filter.frames': ({ session, view, first, count }) => find(session).filters.frames(view, first, count),
    'session.filter.rowOf': ({ session, view, frame }) => ({ row: find(session).filters.rowOf(view, frame) }),
    'session.find': ({ session, text, from, direction }, signal) =>
      find(session).filters.find(text, { frame: from.frame, offset: from.offset }, direction, signal),
    'session.page': async ({ session, first, count }) =>
      encodeFramePage(await find(session).capture.page(first, count)),
    'session.rows': async ({ session, view, first, count }) =>
      encodeListPage(await find(session).list.page(view, first, count)),
    'session.rowOf': async ({ session, view, frame }) => ({ row: await find(session).list.rowOf(view, frame) }),
    'session.rowsAt': async ({ session, frames }) => encodeListPage(await find(session).list.rowsAt(frames)),
    'session.annotate': async ({ session, frames, note, marked }) => {
      const change = { ...(note === undefined ? {} : { note }), ...(marked === undefined ? {} : { marked }) };
      try {
        await find(session).annotations.change(frames, change);
      } finally {
        notify('session.annotated', { session });
      }
      return {};
    },
    'session.annotations': ({ session }) => find(session).annotations.all(),
    'session.copy': async ({ session, frames, as }) => {
      const { capture, session: of } = find(session);
      return { text: await copyFrames(capture, frames, as, maskUrl(of.options.url)) };
    },
    'session.payloads': ({ session, frames }) => payloadsOf(find(session).capture, frames),
    'session.timeline': ({ session, from, to, spans }) => find(session).overview.timeline(from, to, spans),
    'session.during': ({ session, from, to }) => find(session).overview.during(from, to),
    'session.statistics': ({ session }) => find(session).overview.statistics(),
    'session.frame': ({ session, frame }) => find(session).capture.frame(frame),
    'session.payload': ({ session, frame, of, offset, length }) =>
      find(session).capture.payload(frame, of, offset, length),
    'sequence.record': ({ session, target }) => recordFrom(find(session).capture, target),
    ...sequenceHandlers({ start, find, notify }),
  };

  return {
    handlers,
    dispose: async () => {
      const all = [...sessions.values()];
      sessions.clear();
      await Promise.all(all.map((session) => session.dispose()));
    },
  };
}

/** The options have been checked, so that the URL is one. */
const hostOf = (url: string): string => new URL(url).host;

function sendOn(session: Session, send: Outgoing): Promise<unknown> {
  switch (send.kind) {
    case 'text': {
      const lone = loneSurrogateAt(send.text);
      if (lone >= 0) {
        throw new Error(
          `Character ${lone + 1} is half of a surrogate pair and has no UTF-8 form. Send the text as bytes, or remove it.`,
        );
      }
      return session.sendText(send.text);
    }
    case 'binary':
      return session.sendBinary(send.bytes);
    case 'ping':
      return session.ping(send.bytes);
    case 'pong':
      return session.pong(send.bytes);
    default:
      return assertNever(send, 'kind of message');
  }
}

/** Where text stops being well-formed UTF-16, so that no byte of it would be altered silently; -1 when it is well-formed. */
function loneSurrogateAt(text: string): number {
  return text.isWellFormed()
    ? -1
    : text.search(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
}
