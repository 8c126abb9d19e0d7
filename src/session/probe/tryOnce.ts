import { diagnose } from '../../diagnosis/diagnose.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Evidence } from '../../diagnosis/evidence.ts';
import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../../profiles/network.ts';
import { silentSink } from '../../protocol/silentSink.ts';
import { createTranscript } from '../../protocol/transcript.ts';
import { Attempt } from '../attempt.ts';
import { systemClock } from '../clock.ts';
import type { Environment } from '../dial/chooseProxy.ts';

export interface Surroundings {
  readonly network: NetworkSettings;
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** How one short attempt came out. */
export interface Tried {
  readonly accepted: boolean;
  readonly evidence: Evidence;
  /** The leading one, when it was not accepted. */
  readonly diagnosis: Diagnosis | undefined;
}

const CLOSE_NORMAL = 1000;
const CLOSE_GRACE_MS = 300;

/** One attempt that ends as soon as it is known whether the handshake is accepted. It leaves no capture. */
export async function tryOnce(options: ConnectionOptions, { network, env, signal }: Surroundings): Promise<Tried> {
  const outcome = { accepted: false };
  const attempt = new Attempt({
    options,
    network,
    env,
    clock: systemClock,
    listener: {
      phase: () => undefined,
      opened: (endpoint) => {
        outcome.accepted = true;
        endpoint.close(CLOSE_NORMAL);
        // Long enough for a server that answers, too short for one that does not to be felt.
        const timer = setTimeout(() => attempt.cancel(), CLOSE_GRACE_MS);
        endpoint.once('close', () => clearTimeout(timer));
      },
      stands: () => undefined,
      delivers: () => undefined,
      changed: () => undefined,
    },
    messagesWanted: () => true,
    record: (sink) => {
      const transcript = createTranscript({ ...silentSink, ...sink });
      return {
        bytes: (from, bytes, at) => transcript.push(from, bytes, at),
        end: (from, how, at) => transcript.end(from, how, at),
        pendingBytes: 0,
        inflaterWindow: () => transcript.inflaterWindow('server'),
      };
    },
  });
  const stop = (): void => attempt.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (!signal.aborted) await attempt.run();
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const evidence = attempt.evidence();
  const { accepted } = outcome;
  return { accepted, evidence, diagnosis: accepted ? undefined : diagnose(evidence)[0] };
}
