import type { LiveCapture } from '../capture/capture.ts';
import type { Evidence } from '../diagnosis/evidence.ts';
import type { AskedWay, AttemptReason } from '../diagnosis/report/reportedHandshake.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './dial/chooseProxy.ts';

/** RFC 6455's states of a connection (§4.1, §7.1), and `failed` for one that never opened. */
export type SessionState = 'connecting' | 'open' | 'closing' | 'closed' | 'failed';

export interface SessionAttempt {
  /** Masked. */
  readonly url: string;
  readonly reason: AttemptReason;
  readonly way?: AskedWay;
  readonly evidence: Evidence;
}

/** The coming try while the session waits for it. */
export interface Retry {
  readonly number: number;
  readonly of: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** The wait is as long as the server asked for, by Retry-After. */
  readonly askedByServer?: boolean;
}

export interface SessionSetup {
  readonly options: ConnectionOptions;
  readonly title: string;
  readonly capture: LiveCapture;
  /** What the place where we run knows of the network; nothing when absent. */
  readonly network?: NetworkSettings;
  /** Where a proxy may be named; empty when absent. */
  readonly env?: Environment;
  readonly clock?: Clock;
  /** 0 to 1, for the part of a wait that is left to chance. */
  readonly random?: () => number;
}
