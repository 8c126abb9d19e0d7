import { Worker } from 'node:worker_threads';
import type { LogOutputChannel } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import type { EngineMethods, EngineNotices } from '../contract/engineContract.ts';
import { type Caller, createCaller } from '../contract/rpc.ts';
import { workerPort } from './workerPort.ts';

export interface EngineClient extends Caller<EngineMethods, EngineNotices> {
  /** Called each time an engine begins, the first one and any after it, before it is asked for anything. */
  readonly onStarted: Event<void>;
  /** Whether an engine runs. */
  readonly started: boolean;
  /** Called each time the engine ended although nobody asked it to, with the reason in words. */
  onLost(listener: (reason: string) => void): void;
  /** Called each time a new engine took the place of an older one: it knows none of the sessions. */
  readonly onRestarted: Event<void>;
  /** Ends the engine, if it still runs, with all of its sessions, and starts a new one. Captures stay in their files. */
  restart(): void;
}

interface Running {
  readonly worker: Worker;
  readonly caller: Caller<EngineMethods, EngineNotices>;
}

type Subscribe = (caller: Running['caller']) => Disposable;

/**
 * The engine in a worker thread of its own: a flood must not be felt by the other extensions on this one. The thread begins when the
 * engine is first asked for something: whoever only reads code with an address in it pays for none.
 */
export function createEngineClient(script: string, log: LogOutputChannel): EngineClient {
  const lost = new Emitter<string>();
  const started = new Emitter<void>();
  const restarted = new Emitter<void>();
  /** Who listens to notices hears those of a new engine, too. */
  const subscriptions = new Map<Subscribe, Disposable | undefined>();

  const run = (): Running => {
    const worker = new Worker(script, { workerData: { role: 'engine' }, name: 'websocket-inspector-engine' });
    const caller = createCaller<EngineMethods, EngineNotices>(workerPort(worker));
    let failure: string | undefined;
    worker.on('error', (error: Error) => {
      failure = error.message;
      log.error('The engine failed.', error);
    });
    worker.on('exit', (code) => {
      if (current?.worker !== worker) return;
      current = undefined;
      const why = failure === undefined ? ` with exit code ${code}` : `: ${failure}`;
      const reason = `The engine stopped${why}. Restart the engine to go on; what was captured is kept in its files.`;
      caller.gone(reason);
      lost.fire(reason);
    });
    return { worker, caller };
  };
  const end = ({ worker, caller }: Running): void => {
    caller.dispose();
    void worker.terminate();
  };

  let current: Running | undefined;
  let last: Running | undefined;
  let disposed = false;
  const begin = (): Running => {
    const begun = run();
    current = last = begun;
    for (const subscribe of subscriptions.keys()) subscriptions.set(subscribe, subscribe(begun.caller));
    started.fire();
    return begun;
  };

  return {
    call: (...args) => {
      if (disposed) return Promise.reject(new Error('The extension has ended, and its engine with it.'));
      return (last ?? begin()).caller.call(...args);
    },
    onNotice: (name, listener) => {
      const subscribe: Subscribe = (caller) => caller.onNotice(name, listener);
      subscriptions.set(subscribe, last === undefined ? undefined : subscribe(last.caller));
      return {
        dispose: () => {
          subscriptions.get(subscribe)?.dispose();
          subscriptions.delete(subscribe);
        },
      };
    },
    gone: (reason) => last?.caller.gone(reason),
    onStarted: started.event,
    get started() {
      return current !== undefined;
    },
    onLost: (listener) => void lost.event(listener),
    onRestarted: restarted.event,
    restart: () => {
      const before = last;
      begin();
      if (before !== undefined) end(before);
      restarted.fire();
    },
    dispose: () => {
      disposed = true;
      current = undefined;
      if (last !== undefined) end(last);
    },
  };
}
