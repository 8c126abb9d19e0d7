import type { Remedy } from './diagnosis.ts';

/** One rung of the way to an open connection. */
export interface LadderStep {
  readonly name: 'dns' | 'tcp' | 'proxy' | 'tls' | 'get' | 'upgrade';
  readonly ok: boolean;
  /** In a few words. */
  readonly said: string;
}

/** How one attempt of the probe came out. */
export interface ProbeRow {
  readonly id: string;
  /** What was different. */
  readonly title: string;
  readonly accepted: boolean;
  /** Of the answer, when there was one. */
  readonly status?: number;
  /** The leading diagnosis' words, or that it was accepted. */
  readonly said: string;
  readonly durationMs: number;
}

export interface ProbeResult {
  readonly ladder: readonly LadderStep[];
  readonly rows: readonly ProbeRow[];
  /** What was found, in one or two sentences. */
  readonly conclusion: string;
  /** The smallest change that is accepted. */
  readonly remedy?: Remedy;
}
