import type { Micros } from '../base/branded.ts';
import type { EvidenceLog } from './evidenceLog.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { PhaseLog } from './phaseLog.ts';

/** The timed steps from the request to the first frame, as the tap and the transcript tell of them. */
export class HandshakePhases {
  readonly #log: () => EvidenceLog;
  readonly #phases: PhaseLog;
  #firstByteMs: number | undefined;
  #finishRequest: ((ok: boolean, at?: Micros) => void) | undefined;
  #finishResponse: ((ok: boolean, code?: string, at?: Micros) => void) | undefined;
  #finishFirstFrame: ((from: Endpoint, at: Micros) => void) | undefined;

  constructor(log: () => EvidenceLog, phases: PhaseLog) {
    this.#log = log;
    this.#phases = phases;
  }

  /** The request began to be written at that moment. */
  beginRequest(at: Micros): void {
    const finish = this.#phases.begin('request', at);
    this.#finishRequest = (ok, at) => {
      this.#finishRequest = undefined;
      finish({ name: 'request', bytes: this.#log().request?.raw.length ?? 0, ok }, at);
    };
  }

  /** The whole request went out: the answer is waited for. */
  requested(at: Micros): void {
    this.#finishRequest?.(true, at);
    const finish = this.#phases.begin('response', at);
    this.#finishResponse = (ok, code, answeredAt) => {
      this.#finishResponse = undefined;
      const firstByteMs = this.#firstByteMs;
      finish(
        {
          name: 'response',
          bytes: this.#log().response?.raw.length ?? this.#log().serverBytes,
          ...(firstByteMs === undefined ? {} : { firstByteMs }),
          ...(code === undefined ? {} : { code }),
          ok,
        },
        answeredAt,
      );
    };
  }

  /** Milliseconds since the attempt began; only the first call counts. */
  firstByte(ms: number): void {
    this.#firstByteMs ??= ms;
  }

  answered(ok: boolean, accepted: boolean, at: Micros): void {
    this.#finishResponse?.(ok, undefined, at);
    if (!accepted) return;
    const finish = this.#phases.begin('frame', at);
    this.#finishFirstFrame = (from, firstAt) => {
      this.#finishFirstFrame = undefined;
      finish({ name: 'frame', from, ok: true }, firstAt);
    };
  }

  /** Only the first call counts: it is made for every frame. */
  frame(from: Endpoint, at: Micros): void {
    this.#finishFirstFrame?.(from, at);
  }

  /** The socket is gone. A connection without any frame has no such step. */
  ended(code: string | undefined): void {
    this.#finishRequest?.(false);
    this.#finishResponse?.(false, code);
    this.#finishFirstFrame = undefined;
  }
}
