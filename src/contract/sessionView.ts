import type { Advice } from '../diagnosis/advice/advice.ts';
import type { Diagnosis, EvidenceQuote } from '../diagnosis/diagnosis.ts';
import type { AskedWay, AttemptReason } from '../diagnosis/report/reportedHandshake.ts';
import type { Phase } from '../diagnosis/phase.ts';
import type { HeaderPair } from '../profiles/connectionOptions.ts';

/** Names one session for as long as the engine lives. */
export type SessionId = string;

/** RFC 6455's states of a connection, and `failed` for one that never opened. */
export type SessionState = 'connecting' | 'open' | 'closing' | 'closed' | 'failed';

/** What can end a session from outside: the window was closed or reloaded, or the engine stopped. */
export type Interruption = 'window' | 'engine';

/** One direction's or both directions' totals. Lengths are bytes. */
interface Counters {
  readonly frames: number;
  readonly messages: number;
  readonly wireBytes: number;
  readonly payloadBytes: number;
}

/** What a session has exchanged and kept so far. */
export interface TrafficView {
  /** Over the last second, both directions. */
  readonly framesPerSecond: number;
  readonly bytesPerSecond: number;
  /** By endpoint: frames by opcode (0–15), and payload bytes of whole messages after inflation. */
  readonly client: { readonly opcodes: readonly number[]; readonly inflatedBytes: number };
  readonly server: { readonly opcodes: readonly number[]; readonly inflatedBytes: number };
  readonly fileBytes: number;
  /** 1-based number of the first frame that is not in the file as a whole; undefined while everything is. */
  readonly unrecordedFrom: number | undefined;
}

/** All that the panel's frame around the list shows of a session; small, and sent whole each time it changes. */
export interface SessionSnapshot {
  readonly id: SessionId;
  readonly url: string;
  readonly title: string;
  readonly state: SessionState;
  /** The user gave it up: a session that never opened has not failed then. */
  readonly cancelled: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly subprotocol: string | undefined;
  readonly extensions: string | undefined;
  readonly client: Counters;
  readonly server: Counters;
  readonly violations: number;
  readonly close:
    { readonly code: number; readonly reason: string; readonly by: string; readonly clean: boolean } | undefined;
  /** The first leads; empty while all goes well. */
  readonly diagnoses: readonly Diagnosis[];
  /** What could be better about a connection that works; shown quietly. */
  readonly advice: readonly Advice[];
  /** Set when recording stopped although the connection goes on, and why. */
  readonly recordingStopped: string | undefined;
  /**
   * Set while the session waits before it tries again: the number of the coming try, of how many, when (Unix epoch, ms), and whether the
   * server asked for that long.
   */
  readonly retry:
    { readonly number: number; readonly of: number; readonly at: number; readonly askedByServer?: boolean } | undefined;
  /** Path of the capture file, on the machine of the extension host. */
  readonly captureFile?: string;
  readonly traffic?: TrafficView;
  /** Set for a capture file that was opened. Nothing is connected. */
  readonly opened?: OpenedFile;
  /** Certificates of this session are not verified, by the user's wish. */
  readonly insecure: boolean;
}

interface OpenedFile {
  /** What could not be read of it, in whole sentences. */
  readonly trouble: readonly string[];
  /** Which of its connections is shown, when it was asked for by its number. */
  readonly connection?: number;
  /** Set when the session was live until this happened. */
  readonly interruption?: Interruption;
}

export interface HeadView {
  /** The exact bytes as text: Latin-1, one character a byte. */
  readonly raw: string;
  readonly startLine: string;
  readonly headers: readonly HeaderPair[];
  readonly violations: readonly { readonly sentence: string; readonly section: string }[];
}

/** One attempt's opening handshake, as far as it came. */
export interface HandshakeView {
  readonly attempt: number;
  /** Where it led, secrets masked. */
  readonly url: string;
  readonly reason: AttemptReason;
  readonly way?: AskedWay;
  /** Names of query parameters and headers that are secrets whatever they are called. */
  readonly secretParameters?: readonly string[];
  readonly phases: readonly Phase[];
  readonly request: HeadView | undefined;
  readonly response: (HeadView & { readonly status: number; readonly reason: string }) | undefined;
  readonly accepted: boolean;
  readonly body:
    | {
        readonly text: string | undefined;
        /** Set when the body is not text: its first bytes. */
        readonly hex: string | undefined;
        readonly contentType: string | undefined;
        readonly wireLength: number;
        readonly truncated: boolean;
      }
    | undefined;
  readonly violations: readonly { readonly sentence: string; readonly section: string }[];
}

/** A frame in full, for the detail pane. Payload bytes are fetched apart. */
export interface FrameDetail {
  /** 1-based, as shown. */
  readonly number: number;
  readonly from: 'client' | 'server';
  /** Milliseconds since the session began. */
  readonly atMs: number;
  readonly fin: boolean;
  readonly rsv: readonly [boolean, boolean, boolean];
  readonly opcode: number;
  readonly masked: boolean;
  /** Eight hex digits, or undefined when not masked. */
  readonly maskingKey: string | undefined;
  readonly lengthForm: 7 | 16 | 64;
  readonly payloadLength: number;
  readonly payloadReceived: number;
  readonly wireLength: number;
  /** The header's bytes as they crossed the wire. */
  readonly header: Uint8Array;
  readonly message:
    | {
        readonly number: number;
        readonly opcode: number;
        /** 1-based numbers of its first and last frame. */
        readonly firstFrame: number;
        readonly lastFrame: number;
        readonly frames: number;
        readonly compressed: boolean;
        readonly wireLength: number;
        readonly length: number | undefined;
      }
    | undefined;
  readonly violations: readonly {
    readonly rule: string;
    readonly section: string;
    readonly by: string;
    readonly sentence: string;
  }[];
}
export type { EvidenceQuote, Phase };
