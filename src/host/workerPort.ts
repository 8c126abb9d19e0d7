import type { Worker } from 'node:worker_threads';
import type { Port } from '../contract/rpc.ts';

/** The near end of a worker's message channel. */
export function workerPort(worker: Worker): Port {
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      worker.on('message', listener);
      return { dispose: () => void worker.off('message', listener) };
    },
  };
}
