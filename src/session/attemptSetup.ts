import type { WebSocket } from 'ws';
import type { Micros } from '../base/branded.ts';
import type { Phase, Redirect } from '../diagnosis/evidence.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import type { TranscriptSink } from '../protocol/transcript.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './dial/chooseProxy.ts';
import type { Witness } from './socketTap.ts';

/** Where an attempt's bytes go: the capture's recorder for it. */
export interface Recorder extends Witness {
  /** Bytes that were taken and are not yet written. */
  readonly pendingBytes: number;
  /** Of the server's compressed messages so far (RFC 7692 §7.2.2). */
  inflaterWindow(): Uint8Array;
}

interface AttemptListener {
  phase(phase: Phase): void;
  /** The opening handshake was accepted: messages can be sent. */
  opened(endpoint: WebSocket): void;
  /** The same a moment later, when nobody waits for it any more. */
  stands(): void;
  /** The endpoint is going to deliver the message of that number, in this order; undefined for one that is not in the capture. */
  delivers(number: number | undefined): void;
  /** A head, a Close or the like was seen: what is shown of the attempt is out of date. */
  changed(): void;
}

export interface AttemptSetup {
  readonly options: ConnectionOptions;
  readonly network: NetworkSettings;
  readonly env: Environment;
  readonly clock: Clock;
  /** The hops that led here. */
  readonly redirects?: readonly Redirect[];
  /** Names of query parameters that are secrets, also those of the hops that led here. */
  readonly secretParameters?: readonly string[];
  readonly listener: AttemptListener;
  /** True while somebody wants the messages that the endpoint delivers. */
  readonly messagesWanted: () => boolean;
  /** Begins recording; the sink is to be called with what the bytes tell. */
  readonly record: (sink: Partial<TranscriptSink>, startedAt: Micros) => Recorder;
}
