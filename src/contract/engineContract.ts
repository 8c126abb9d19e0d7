import * as v from 'valibot';
import type { ProbeResult, ProbeRow } from '../diagnosis/probe.ts';
import type { OptionProblem } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import type { RecordedField } from '../replay/recordedFields.ts';
import type { Difference, StepResult } from '../replay/sequence.ts';
import { type Exported, type FilterState, filterMethods } from './filterContract.ts';
import { method } from './method.ts';
import type { Statistics, Timeline } from './overview.ts';
import type { Annotation } from './annotation.ts';
import { copyForm } from './frameCopy.ts';
import { listFolding, listView } from './listView.ts';
import { connectionOptions } from './optionsSchema.ts';
import type { FrameDetail, HandshakeView, SessionId, SessionSnapshot } from './sessionView.ts';

const session = v.string();
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const bytes = v.instance(Uint8Array);

/** What VS Code's settings say of the network: the engine's thread cannot ask for them itself. */
const network: v.GenericSchema<unknown, NetworkSettings> = v.object({
  editor: v.exactOptional(
    v.object({
      proxySupport: v.boolean(),
      proxy: v.string(),
      noProxy: v.array(v.string()),
      proxyAuthorization: v.exactOptional(v.string()),
      proxyStrictSSL: v.boolean(),
    }),
  ),
  ca: v.exactOptional(v.array(v.string())),
  systemCertificates: v.exactOptional(v.boolean()),
});

/** What the composer can send on an open session. Bytes go out exactly as given. */
const outgoing = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string() }),
  v.object({ kind: v.literal('binary'), bytes }),
  v.object({ kind: v.literal('ping'), bytes }),
  v.object({ kind: v.literal('pong'), bytes }),
]);
export type Outgoing = v.InferOutput<typeof outgoing>;

export type Opened =
  | { readonly ok: true; readonly session: SessionId }
  | { readonly ok: false; readonly problems: readonly OptionProblem[] };

/** One of several connections in a capture file of another program. */
interface ConnectionChoice {
  readonly number: number;
  readonly client: string;
  readonly server: string;
  /** Host and request target, secrets masked. */
  readonly url: string;
  readonly status: number | undefined;
  readonly frames: number;
}

export type CaptureOpened =
  | { readonly kind: 'opened'; readonly session: SessionId }
  | { readonly kind: 'choose'; readonly connections: readonly ConnectionChoice[] };

/** A piece of a payload. */
export interface PayloadPiece {
  readonly bytes: Uint8Array;
  /** Bytes in the whole payload, after unmasking and, for a message, inflation. */
  readonly total: number;
  /** Set when the payload could not be had whole: why, in one sentence. */
  readonly problem?: string;
}

/** What came out of a compressed content. */
export interface Inflated {
  readonly bytes: Uint8Array;
  /** `cap`: more would have come; `malformed`: from some byte on it is not what the coding says. */
  readonly end: 'whole' | 'cap' | 'malformed';
}

/** A step before it runs. */
export interface StepShown {
  readonly kind: string;
  readonly title: string;
  /** How many blocks it stands in. */
  readonly depth: number;
}

export type SequenceRead =
  | { readonly ok: true; readonly steps: readonly StepShown[] }
  | { readonly ok: false; readonly problems: readonly { line: number; column: number; message: string }[] };

/** How a run goes on and where it pauses. */
export const runSettings = {
  /** Reply by reply when left out. */
  pace: v.exactOptional(
    v.variant('kind', [
      v.object({ kind: v.literal('reply') }),
      v.object({ kind: v.literal('timing'), factor: v.pipe(v.number(), v.minValue(0)), ahead: v.boolean() }),
    ]),
  ),
  /** Pause before the first step, and before these. */
  paused: v.exactOptional(v.boolean()),
  breakpoints: v.exactOptional(v.array(index)),
};

/** What a run that is under way can be told. `edited` is the text of a step to do in the place of the one that waits. */
export const sequenceControl = v.object({
  run: v.string(),
  do: v.picklist(['pause', 'step', 'continue', 'breakpoints']),
  edited: v.exactOptional(v.string()),
  breakpoints: v.exactOptional(v.array(index)),
});

export interface SequenceResult {
  readonly ok: boolean;
  /** In the order of opening. */
  readonly sessions: readonly SessionId[];
  readonly steps: readonly StepResult[];
  /** Why the run failed, where that is no step's own failure. */
  readonly problem?: string;
  /** From the recorded replies; undefined when the file has none. */
  readonly differences?: readonly Difference[];
}

/** The step that a run pauses before. */
interface PausedStep {
  readonly index: number;
  /** As the file writes it. */
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Methods on one session; the panel has them too, routed through. */
export const sessionMethods = {
  ...filterMethods,
  'session.send': method(v.object({ session, send: outgoing })).returns<Record<string, never>>(),
  /** Starts the closing handshake. `code` 1000 or 3000–4999; reason of at most 123 UTF-8 bytes. */
  'session.close': method(v.object({ session, code: v.optional(v.number()), reason: v.optional(v.string()) })).returns<
    Record<string, never>
  >(),
  /** Gives up at once, at any stage: no closing handshake. */
  'session.cancel': method(v.object({ session })).returns<Record<string, never>>(),
  /** Ends it if need be and drops everything but the capture file. */
  'session.forget': method(v.object({ session })).returns<Record<string, never>>(),
  /**
   * Finds the change that makes a failed connection work: short attempts to the same host, one at a time, each also a notice.
   * Cancelling the call stops at once.
   */
  'session.probe': method(v.object({ session })).returns<ProbeResult>(),
  'session.handshake': method(v.object({ session })).returns<readonly HandshakeView[]>(),
  /** Rows `first` … `first + count - 1`, as `framePage.ts` packs them; fewer at the end. */
  'session.page': method(
    v.object({ session, first: index, count: v.pipe(index, v.maxValue(1000)) }),
  ).returns<ArrayBuffer>(),
  /** Rows `first` … `first + count - 1` of the list in that view, as `listPage.ts` packs them; fewer at the end, none for `count` 0. */
  'session.rows': method(
    v.object({ session, view: listView, first: index, count: v.pipe(index, v.maxValue(1000)) }),
  ).returns<ArrayBuffer>(),
  /** The 0-based row at which that frame stands in that view, or the next one that is shown. */
  'session.rowOf': method(v.object({ session, view: listView, frame: index })).returns<{ readonly row: number }>(),
  /** The rows of these frames (0-based, rising) and nothing else, as `listPage.ts` packs them. */
  'session.rowsAt': method(
    v.object({ session, frames: v.pipe(v.array(index), v.maxLength(1000)), folding: v.exactOptional(listFolding) }),
  ).returns<ArrayBuffer>(),
  /** Changes marks and notes at frames (0-based); what is left out stays, an empty note goes. Kept in a file beside the capture. */
  'session.annotate': method(
    v.object({
      session,
      frames: v.pipe(v.array(index), v.maxLength(10_000)),
      note: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
      marked: v.optional(v.boolean()),
    }),
  ).returns<Record<string, never>>(),
  /** All marks and notes of the capture, by rising frames. */
  'session.annotations': method(v.object({ session })).returns<readonly Annotation[]>(),
  /** Selected frames (0-based, rising) as text for the clipboard; the first frame of a message stands for the message. */
  'session.copy': method(
    v.object({ session, frames: v.pipe(v.array(index), v.maxLength(10_000)), as: copyForm }),
  ).returns<{ readonly text: string }>(),
  /** Which payloads stand for selected frames (0-based, rising), by the same rule. */
  'session.payloads': method(v.object({ session, frames: v.pipe(v.array(index), v.maxLength(10_000)) })).returns<
    readonly { readonly frame: number; readonly of: 'frame' | 'message' }[]
  >(),
  /** How much happened when, in `spans` equal spans; without `to` up to the newest frame. Milliseconds since the session began. */
  'session.timeline': method(
    v.object({
      session,
      from: v.pipe(v.number(), v.minValue(0)),
      to: v.optional(v.number()),
      spans: v.pipe(index, v.minValue(1), v.maxValue(4000)),
    }),
  ).returns<Timeline>(),
  /** The frames (0-based) from `from` to `to`: the first, and one past the last. Milliseconds since the session began. */
  'session.during': method(v.object({ session, from: v.number(), to: v.number() })).returns<{
    readonly first: number;
    readonly end: number;
  }>(),
  'session.statistics': method(v.object({ session })).returns<Statistics>(),
  /** The first frame (0-based) of a message by its number; undefined when there is none. */
  'session.messageFrame': method(v.object({ session, message: index })).returns<{
    readonly frame: number | undefined;
  }>(),
  'session.frame': method(v.object({ session, frame: index })).returns<FrameDetail>(),
  /** `frame`: that frame's payload, unmasked. `message`: the payload of the whole message it belongs to, inflated. */
  'session.payload': method(
    v.object({
      session,
      frame: index,
      of: v.picklist(['frame', 'message']),
      offset: index,
      length: v.pipe(index, v.maxValue(16 * 1024 * 1024)),
    }),
  ).returns<PayloadPiece>(),
  /** Inflates bytes that a payload holds (not permessage-deflate: that is undone before), up to 4 MiB of output. */
  'payload.inflate': method(
    v.object({
      bytes: v.pipe(bytes, v.maxLength(16 * 1024 * 1024)),
      coding: v.picklist(['gzip', 'deflate', 'zstd']),
    }),
  ).returns<Inflated>(),
};

/** What the engine answers: extension host (or command line) → engine. */
export const engineMethods = {
  ...sessionMethods,
  /** Checks the options, then dials; replies as soon as dialling began. The capture is written to `captureFile`. */
  'session.open': method(
    v.object({ options: connectionOptions, title: v.string(), captureFile: v.string(), network }),
  ).returns<Opened>(),
  /** Dials as that session did, with all of its options, in a new session. */
  'session.reopen': method(v.object({ session, captureFile: v.string(), network })).returns<Opened>(),
  /**
   * Writes what was recorded so far, or what of it a filter lets through, into a file; what its name calls secret is masked. `pcapng`
   * takes no filter, and masks by name in handshakes only.
   */
  'session.export': method(
    v.object({
      session,
      to: v.picklist(['har', 'ndjson', 'pcapng']),
      file: v.string(),
      filter: v.string(),
      /** Values to be masked wherever they stand, whatever they are called there. */
      secrets: v.exactOptional(v.array(v.string())),
    }),
  ).returns<Exported>(),
  /** Limits of what is opened from now on (`maxCaptureBytes` 0: none), and the names that are secret from now on. */
  'engine.configure': method(
    v.object({
      maxLiveConnections: v.pipe(index, v.minValue(1)),
      maxCaptureBytes: index,
      secretPatterns: v.array(v.string()),
    }),
  ).returns<Record<string, never>>(),
  /** Shows a capture file as a session. Without `connection`, a file with several of them gives the choice instead. */
  'capture.open': method(
    v.object({
      file: v.string(),
      title: v.string(),
      connection: v.optional(v.pipe(index, v.minValue(1))),
      /** What ended the session of this capture, if it had not ended by itself. */
      interruption: v.exactOptional(v.picklist(['window', 'engine'])),
    }),
  ).returns<CaptureOpened>(),
  'session.list': method(v.object({})).returns<readonly SessionSnapshot[]>(),
  /** The text of a `*.wsseq.json` recorded from the session so far, and the fields in it that probably differ from run to run. `target` names what it is replayed against. */
  'sequence.record': method(
    v.object({
      session,
      target: v.variant('kind', [
        v.object({ kind: v.literal('url'), url: v.string() }),
        v.object({ kind: v.literal('profile'), profile: v.string() }),
      ]),
      /** 0-based: only the messages that have one of these frames. */
      frames: v.exactOptional(v.pipe(v.array(index), v.maxLength(10_000))),
      /** What is to become of fields that differ from run to run, by their places. */
      fields: v.exactOptional(v.record(v.string(), v.picklist(['capture', 'ignore', 'keep']))),
      /** Values by their names; in the text `${secret:name}` stands where they stood. */
      secrets: v.exactOptional(v.record(v.string(), v.string())),
    }),
  ).returns<{
    readonly text: string;
    readonly steps: number;
    readonly fields: readonly RecordedField[];
    /** Binary messages in which stars stand for kept secrets. */
    readonly starred: number;
  }>(),
  'sequence.read': method(v.object({ text: v.string() })).returns<SequenceRead>(),
  /**
   * Opens the sequence's connections, runs the steps on them, replies when the last one ended. Each step is also a notice. Cancelling
   * the call stops the run.
   */
  'sequence.run': method(
    v.object({
      run: v.string(),
      text: v.string(),
      title: v.string(),
      /** One for each connection of the sequence, by its name; the sequence's own has none. */
      targets: v.array(
        v.object({ name: v.exactOptional(v.string()), options: connectionOptions, captureFile: v.string() }),
      ),
      network,
      ...runSettings,
      /** A session that is open already, to run the sequence's own connection on; it is left open. */
      live: v.exactOptional(session),
      /** Of the sequence's file, for the files that it names. */
      folder: v.exactOptional(v.string()),
      /** Values of names such as `env:TOKEN`. */
      outside: v.exactOptional(v.record(v.string(), v.string())),
      /** Values by their names, masked in all that the run tells. */
      secrets: v.exactOptional(v.record(v.string(), v.string())),
    }),
  ).returns<SequenceResult>(),
  'sequence.control': method(sequenceControl).returns<{ readonly problem?: string }>(),
};
export type EngineMethods = typeof engineMethods;

/** What the engine tells unasked, by name. */
export interface EngineNotices {
  /** A session's state, counters or diagnoses changed; at most ten a second for each. */
  'session.changed': SessionSnapshot;
  /** That many frames now exist: the bell that makes a panel pull its page. */
  'session.grew': { readonly session: SessionId; readonly frames: number };
  'session.forgotten': { readonly session: SessionId };
  /** Marks or notes changed. */
  'session.annotated': { readonly session: SessionId };
  /** A filtered view went forward, or ended; at most twenty a second for each. */
  'session.filtered': FilterState;
  'probe.row': { readonly session: SessionId; readonly row: ProbeRow };
  /** Once for every connection that a run opens. */
  'sequence.started': { readonly run: string; readonly session: SessionId };
  /** `session` is the one that the step ran on. Of a step that is repeated quickly, only the latest result. */
  'sequence.step': { readonly run: string; readonly result: StepResult; readonly session?: SessionId };
  /** `paused` is undefined when it goes on. */
  'sequence.paused': { readonly run: string; readonly paused: PausedStep | undefined };
}
