// An engine for suites that need its answers and not its thread: sessions as told, payloads as given.
import { Emitter } from '../../src/base/emitter.ts';
import type { FrameDetail, SessionSnapshot } from '../../src/contract/sessionView.ts';
import type { EngineClient } from '../../src/host/engineClient.ts';

const counters = { frames: 0, messages: 0, wireBytes: 0, payloadBytes: 0 };

export const sessionSnapshot = (more: Partial<SessionSnapshot> = {}): SessionSnapshot => ({
  id: 'session-1',
  url: 'ws://127.0.0.1:1/echo',
  title: 'Echo',
  state: 'open',
  cancelled: false,
  startedAt: 0,
  subprotocol: undefined,
  extensions: undefined,
  client: counters,
  server: counters,
  violations: 0,
  close: undefined,
  diagnoses: [],
  advice: [],
  recordingStopped: undefined,
  retry: undefined,
  insecure: false,
  ...more,
});

export interface FakeFrame {
  readonly from: 'client' | 'server';
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** Frames of its message; 1 by default. */
  readonly of?: number;
}

const detailOf = ({ from, opcode, payload, of = 1 }: FakeFrame, frame: number): FrameDetail => ({
  ...{ number: frame + 1, from, atMs: frame, fin: true, rsv: [false, false, false], opcode, masked: false },
  ...{ maskingKey: undefined, lengthForm: 7, payloadLength: payload.length, payloadReceived: payload.length },
  wireLength: payload.length + 2,
  header: Uint8Array.of(0x80 + opcode, payload.length & 0x7f),
  message:
    opcode > 2
      ? undefined
      : {
          ...{ number: frame + 1, opcode, firstFrame: frame + 1, lastFrame: frame + of, frames: of, compressed: false },
          ...{ wireLength: payload.length, length: payload.length },
        },
  violations: [],
});

export interface FakeEngine extends EngineClient {
  /** Every call so far but for those that only read: name and parameters. */
  readonly calls: [name: string, params: unknown][];
  /** Says that a session is now like this. */
  tell(session: SessionSnapshot): void;
  forget(session: string): void;
  /** Ends by itself, for that reason. */
  lose(reason: string): void;
}

export function fakeEngine(frames: readonly FakeFrame[] = [], problem?: string): FakeEngine {
  const sessions = new Map<string, SessionSnapshot>();
  const calls: [string, unknown][] = [];
  const restarted = new Emitter<void>();
  const lost = new Emitter<string>();
  const started = new Emitter<void>();
  const notices = new Emitter<readonly [name: string, body: unknown]>();
  const frameAt = (index: unknown): FakeFrame => {
    const found = frames[index as number];
    if (found === undefined) throw new Error('That frame is not there.');
    return found;
  };
  const answer = (name: string, params: Readonly<Record<string, unknown>>): unknown => {
    if (name === 'session.list') return [...sessions.values()];
    if (name === 'session.frame') return detailOf(frameAt(params['frame']), params['frame'] as number);
    if (name === 'session.payload') {
      const { payload } = frameAt(params['frame']);
      const [offset, length] = [params['offset'] as number, params['length'] as number];
      const bytes = payload.subarray(offset, offset + length);
      return { bytes, total: payload.length, ...(problem === undefined ? {} : { problem }) };
    }
    calls.push([name, params]);
    return name === 'session.reopen' ? { ok: true, session: 'session-9' } : {};
  };
  const engine = {
    calls,
    call: (name: string, params: Readonly<Record<string, unknown>>) =>
      new Promise((resolve) => resolve(answer(name, params))),
    onNotice: (name: string, listener: (body: unknown) => void) =>
      notices.event(([told, body]) => {
        if (told === name) listener(body);
      }),
    gone: () => undefined,
    onLost: (listener: (reason: string) => void) => void lost.event(listener),
    lose: (reason: string) => lost.fire(reason),
    onRestarted: restarted.event,
    onStarted: started.event,
    started: true,
    restart: () => {
      sessions.clear();
      started.fire();
      restarted.fire();
    },
    dispose: () => undefined,
    tell: (session: SessionSnapshot) => {
      sessions.set(session.id, session);
      notices.fire(['session.changed', session]);
    },
    forget: (session: string) => {
      sessions.delete(session);
      notices.fire(['session.forgotten', { session }]);
    },
  };
  return engine as unknown as FakeEngine;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
