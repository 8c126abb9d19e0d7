import { Worker } from 'node:worker_threads';
import type { LogOutputChannel } from 'vscode';
import type { EngineMethods, EngineNotices } from '../contract/engineContract.ts';
import { type Caller, createCaller } from '../contract/rpc.ts';
import { workerPort } from './workerPort.ts';

export interface EngineClient extends Caller<EngineMethods, EngineNotices> {
  /** Called once when the engine ended although nobody asked it to, with the reason in words. */
  onLost(listener: (reason: string) => void): void;
}

/** Starts the engine in a worker thread of its own: a flood must not be felt by the other extensions on this one. */
export function startEngine(script: string, log: LogOutputChannel): EngineClient {
  const worker = new Worker(script, { workerData: { role: 'engine' }, name: 'websocket-inspector-engine' });
  const caller = createCaller<EngineMethods, EngineNotices>(workerPort(worker));
  const lost: ((reason: string) => void)[] = [];
  let disposed = false;
  let failure: string | undefined;

  worker.on('error', (error: Error) => {
    failure = error.message;
    log.error('The engine failed.', error);
  });
  worker.on('exit', (code) => {
    if (disposed) return;
    const reason = `The engine stopped${failure === undefined ? ` with exit code ${code}` : `: ${failure}`}. Reload the window to start it again; what was captured is kept.`;
    caller.gone(reason);
    for (const listener of lost) listener(reason);
  });

  return {
    ...caller,
    onLost: (listener) => void lost.push(listener),
    dispose: () => {
      disposed = true;
      caller.dispose();
      void worker.terminate();
    },
  };
}
