import { createCapture } from '../capture/capture.ts';
import { parseFilter } from '../capture/filter/language/parse.ts';
import type { EngineMethods, EngineNotices, Outgoing } from '../contract/engineContract.ts';
import { encodeFramePage } from '../contract/framePage.ts';
import { encodeListPage } from '../contract/listPage.ts';
import type { Handlers } from '../contract/method.ts';
import type { Notify } from '../contract/rpc.ts';
import type { SessionId } from '../contract/sessionView.ts';
import { assertNever } from '../base/assertNever.ts';
import { nameSecrets } from '../base/secretNames.ts';
import { checkOptions } from '../profiles/check/checkOptions.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import { probe } from '../session/probe/probe.ts';
import { Session } from '../session/session.ts';
import { inflatePayload } from './inflatePayload.ts';
import { copyFrames, payloadsOf } from './list/copyFrames.ts';
import { writeExport } from './writeExport.ts';
import { LiveSession } from './liveSession.ts';
import { openSession } from './openedSession.ts';
import { firstFrameOf, recordFrom } from './recordFrom.ts';
import { sequenceHandlers } from './sequenceHandlers.ts';
import type { ShownSession } from './shownSession.ts';

/** More would be a mistake far more often than a wish: each holds a socket and a file. */
const DEFAULT_LIVE_CONNECTIONS = 16;

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

/** Answers the contract from sessions and their captures. Two engines with different names never call two sessions the same. */
export function createEngine(notify: Notify<EngineNotices>, name = 'session'): Engine {
  const sessions = new Map<SessionId, ShownSession>();
  let nextId = 1;
  let limits = { maxLiveConnections: DEFAULT_LIVE_CONNECTIONS, maxCaptureBytes: 0 };

  const find = (id: SessionId): ShownSession => {
    const found = sessions.get(id);
    if (found === undefined) throw new Error('That session is no longer there.');
    return found;
  };
  const connectionOf = (id: SessionId): Session => {
    const { session } = find(id);
    if (session === undefined) throw new Error('This is a capture file that was opened: nothing is connected.');
    return session;
  };

  const start = (opening: Opening): LiveSession => {
    const { options, title, captureFile, network } = opening;
    const live = [...sessions.values()].filter((session) => session.live).length;
    if (live >= limits.maxLiveConnections) {
      throw new Error(
        `${live} ${live === 1 ? 'connection is' : 'connections are'} live, which is the limit. Close one before opening another, ` +
          'or raise the setting websocketInspector.maxLiveConnections.',
      );
    }
    const id = `${name}-${nextId++}`;
    const { maxCaptureBytes } = limits;
    const capture = createCapture({
      file: captureFile,
      ...(maxCaptureBytes === 0 ? {} : { maxFileBytes: maxCaptureBytes }),
    });
    const host = hostOf(options.url);
    const sameHost = (): number =>
      [...sessions.values()].filter(({ live: alive, session: other }) => {
        return alive && other !== undefined && hostOf(other.options.url) === host;
      }).length;
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
      const { asked, title } = connectionOf(session);
      const problems = checkOptions(asked);
      if (problems.length > 0) return { ok: false, problems };
      return { ok: true, session: start({ options: asked, title, captureFile, network }).id };
    },
    'payload.inflate': ({ bytes, coding }) => inflatePayload(bytes, coding),
    'engine.configure': ({ secretPatterns, ...wanted }) => {
      limits = wanted;
      nameSecrets(secretPatterns);
      return {};
    },
    'capture.open': async (wanted, signal) => {
      const opened = await openSession(`${name}-${nextId++}`, wanted, signal, notify);
      if ('choice' in opened) return opened.choice;
      const { session } = opened;
      sessions.set(session.id, session);
      notify('session.changed', session.snapshot());
      return { kind: 'opened', session: session.id };
    },
    'session.list': () => [...sessions.values()].map((session) => session.snapshot()),
    'session.forget': async ({ session }) => {
      const live = find(session);
      sessions.delete(session);
      await live.dispose();
      notify('session.forgotten', { session });
      return {};
    },
    'session.send': async ({ session, send }) => {
      await sendOn(connectionOf(session), send);
      return {};
    },
    'session.close': ({ session, code, reason }) => {
      connectionOf(session).close(code, reason);
      return {};
    },
    'session.cancel': ({ session }) => {
      connectionOf(session).cancel();
      return {};
    },
    'session.probe': ({ session }, signal) => {
      const { asked, network } = connectionOf(session);
      return probe(asked, { network, env: process.env, signal }, (row) => notify('probe.row', { session, row }));
    },
    'session.handshake': ({ session }) => find(session).handshakes(),
    'session.export': async ({ session, to, file, filter, secrets = [] }, signal) => {
      const parsed = parseFilter(filter);
      if (!parsed.ok) return parsed;
      const { capture, session: connection } = find(session);
      const wanted = parsed.filter.kind === 'all' ? undefined : parsed.filter;
      await connection?.capture.flush();
      await writeExport(capture, { to, filter: wanted, keepSecrets: false, secrets }, file, signal);
      return { ok: true };
    },
    'session.filter': ({ session, view, text, within }) => find(session).filters.start(view, text, within),
    'session.filter.stop': ({ session, view }) => {
      find(session).filters.stop(view);
      return {};
    },
    'session.filter.frames': ({ session, view, first, count }) => find(session).filters.frames(view, first, count),
    'session.filter.rowOf': ({ session, view, frame }) => ({ row: find(session).filters.rowOf(view, frame) }),
    'session.find': ({ session, text, within, from, direction }, signal) =>
      find(session).filters.find({ text, within }, { frame: from.frame, offset: from.offset }, direction, signal),
    'session.page': async ({ session, first, count }) =>
      encodeFramePage(await find(session).capture.page(first, count)),
    'session.rows': async ({ session, view, first, count }) =>
      encodeListPage(await find(session).list.page(view, first, count)),
    'session.rowOf': async ({ session, view, frame }) => ({ row: await find(session).list.rowOf(view, frame) }),
    'session.rowsAt': async ({ session, frames, folding }) =>
      encodeListPage(await find(session).list.rowsAt(frames, folding)),
    'session.annotate': async ({ session, frames, note, marked }) => {
      const change = { ...(note === undefined ? {} : { note }), ...(marked === undefined ? {} : { marked }) };
      try {
        await find(session).annotations.change(frames, change);
      } finally {
        sessions.get(session)?.filters.annotated(frames);
        notify('session.annotated', { session });
      }
      return {};
    },
    'session.annotations': ({ session }) => find(session).annotations.all(),
    'session.copy': async ({ session, frames, as }) => {
      const shown = find(session);
      return { text: await copyFrames(shown.capture, frames, as, shown.snapshot().url) };
    },
    'session.payloads': ({ session, frames }) => payloadsOf(find(session).capture, frames),
    'session.timeline': ({ session, from, to, spans }) => find(session).overview.timeline(from, to, spans),
    'session.during': ({ session, from, to }) => find(session).overview.during(from, to),
    'session.statistics': ({ session }) => find(session).overview.statistics(),
    'session.messageFrame': ({ session, message }) => ({ frame: firstFrameOf(find(session).capture, message) }),
    'session.frame': ({ session, frame }) => find(session).capture.frame(frame),
    'session.payload': ({ session, frame, of, offset, length }) =>
      find(session).capture.payload(frame, of, offset, length),
    'sequence.record': ({ session, target, frames, fields, secrets }) =>
      recordFrom(find(session).capture, target, {
        ...(frames === undefined ? {} : { frames }),
        ...(fields === undefined ? {} : { fields }),
        ...(secrets === undefined ? {} : { secrets }),
      }),
    ...sequenceHandlers({ start, connectionOf, notify }),
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
      return session.outgoing.text(send.text);
    }
    case 'binary':
      return session.outgoing.binary(send.bytes);
    case 'ping':
      return session.outgoing.ping(send.bytes);
    case 'pong':
      return session.outgoing.pong(send.bytes);
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
