import type { EvidenceLog } from './evidenceLog.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { PhaseLog } from './phaseLog.ts';

/** The timed steps from the request to the first frame, as the tap and the transcript tell of them. */
export class HandshakePhases {
  readonly #log: EvidenceLog;
  readonly #phases: PhaseLog;
  #firstByteMs: number | undefined;
  #finishRequest: ((ok: boolean) => void) | undefined;
  #finishResponse: ((ok: boolean, code?: string) => void) | undefined;
  #finishFirstFrame: ((from: Endpoint) => void) | undefined;

  constructor(log: EvidenceLog, phases: PhaseLog) {
    this.#log = log;
    this.#phases = phases;
  }

  /** The endpoint is about to write its request. */
  beginRequest(): void {
    const finish = this.#phases.begin('request');
    this.#finishRequest = (ok) => {
      this.#finishRequest = undefined;
      finish({ name: 'request', bytes: this.#log.evidence().request?.raw.length ?? 0, ok });
    };
  }

  /** The whole request went out: the answer is waited for. */
  requested(): void {
    this.#finishRequest?.(true);
    const finish = this.#phases.begin('response');
    this.#finishResponse = (ok, code) => {
      this.#finishResponse = undefined;
      const firstByteMs = this.#firstByteMs;
      finish({
        name: 'response',
        bytes: this.#log.response?.raw.length ?? this.#log.serverBytes,
        ...(firstByteMs === undefined ? {} : { firstByteMs }),
        ...(code === undefined ? {} : { code }),
        ok,
      });
    };
  }

  /** Milliseconds since the attempt began; only the first call counts. */
  firstByte(ms: number): void {
    this.#firstByteMs ??= ms;
  }

  answered(ok: boolean, accepted: boolean): void {
    this.#finishResponse?.(ok);
    if (!accepted) return;
    const finish = this.#phases.begin('frame');
    this.#finishFirstFrame = (from) => {
      this.#finishFirstFrame = undefined;
      finish({ name: 'frame', from, ok: true });
    };
  }

  /** Only the first call counts: it is made for every frame. */
  frame(from: Endpoint): void {
    this.#finishFirstFrame?.(from);
  }

  /** The socket is gone. A connection without any frame has no such step. */
  ended(code: string | undefined): void {
    this.#finishRequest?.(false);
    this.#finishResponse?.(false, code);
    this.#finishFirstFrame = undefined;
  }
}
