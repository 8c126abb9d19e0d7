import { parentPort, workerData } from 'node:worker_threads';
import { type EngineNotices, engineMethods } from './contract/engineContract.ts';
import { type Port, createNotifier, serve } from './contract/rpc.ts';
import { startDemoServer } from './demo/demoServer.ts';
import { createEngine } from './engine/engine.ts';

/** What the host starts this thread as. */
type Role = 'engine' | 'demo';

const { role } = workerData as { readonly role: Role };
const host = parentPort;
if (host === null) throw new Error('This script runs as a worker thread only.');

if (role === 'demo') {
  startDemoServer().then(
    ({ url }) => host.postMessage({ kind: 'listening', url }),
    (error: unknown) =>
      host.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
} else {
  const port: Port = {
    post: (message, transfer = []) => host.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      host.on('message', listener);
      return { dispose: () => void host.off('message', listener) };
    },
  };
  const engine = createEngine(createNotifier<EngineNotices>(port), `session-${Date.now().toString(36)}`);
  serve(port, engineMethods, engine.handlers, (problem, cause) => {
    // The answer carries the words; the trace goes to the log of whoever started this thread.
    process.stderr.write(`${problem} ${cause instanceof Error ? (cause.stack ?? cause.message) : ''}\n`);
  });
}
