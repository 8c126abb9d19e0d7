import { Worker } from 'node:worker_threads';
import type { LogOutputChannel } from 'vscode';

/** What the worker says once: the server listens, or it could not. */
type DemoMessage =
  { readonly kind: 'listening'; readonly url: string } | { readonly kind: 'failed'; readonly message: string };

const isDemoMessage = (value: unknown): value is DemoMessage =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'listening' || value.kind === 'failed');

/** The demo server in a worker thread of its own, so that its flood does not slow what is being tried with it. */
export class Demo {
  readonly #script: string;
  readonly #log: LogOutputChannel;
  #worker: Worker | undefined;
  #url: Promise<string> | undefined;

  constructor(script: string, log: LogOutputChannel) {
    this.#script = script;
    this.#log = log;
  }

  /** Starts it, or gives the address of the one that runs: `ws://127.0.0.1:PORT`. */
  start(): Promise<string> {
    this.#url ??= new Promise((resolve, reject) => {
      const worker = new Worker(this.#script, { workerData: { role: 'demo' }, name: 'websocket-inspector-demo' });
      this.#worker = worker;
      worker.on('message', (message: unknown) => {
        if (!isDemoMessage(message)) return;
        if (message.kind === 'listening') resolve(message.url);
        else reject(new Error(message.message));
      });
      worker.on('error', (error: Error) => {
        this.#log.error('The demo server failed.', error);
        reject(error);
      });
      worker.on('exit', () => {
        this.#url = undefined;
        this.#worker = undefined;
      });
    });
    return this.#url;
  }

  /** True when there was one to stop. */
  async stop(): Promise<boolean> {
    const worker = this.#worker;
    await worker?.terminate();
    return worker !== undefined;
  }

  dispose(): void {
    void this.stop();
  }
}
