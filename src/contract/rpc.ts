import * as v from 'valibot';
import type { Disposable } from '../base/disposable.ts';
import type { Call, CallOptions, Handlers, Methods } from './method.ts';

/** One end of anything that carries structured clones: a worker's port, a webview, or a pair in a test. */
export interface Port {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): Disposable;
}

/** Why a call failed. `kind` says whether the other side answered so, took too long, or is gone. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly kind: 'refused' | 'timeout' | 'cancelled' | 'gone';

  constructor(kind: CallError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface Caller<M extends Methods, N> extends Disposable {
  readonly call: Call<M>;
  readonly onNotice: <K extends keyof N & string>(name: K, listener: (body: N[K]) => void) => Disposable;
  /** Every call under way, and every later one, fails with this reason. */
  gone(reason: string): void;
}

const DEFAULT_TIMEOUT_MS = 30_000;

const fromServer = v.variant('kind', [
  v.object({ kind: v.literal('reply'), id: v.number(), ok: v.literal(true), result: v.unknown() }),
  v.object({ kind: v.literal('reply'), id: v.number(), ok: v.literal(false), error: v.string() }),
  v.object({ kind: v.literal('notice'), name: v.string(), body: v.unknown() }),
]);
const fromCaller = v.variant('kind', [
  v.object({ kind: v.literal('request'), id: v.number(), name: v.string(), params: v.unknown() }),
  v.object({ kind: v.literal('cancel'), id: v.number() }),
]);

interface Pending {
  settle(outcome: { readonly value: unknown } | { readonly error: CallError }): void;
}

/** The asking side of a contract. */
export function createCaller<M extends Methods, N>(port: Port): Caller<M, N> {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(body: unknown) => void>>();
  let nextId = 1;
  let goneBecause: string | undefined;

  const receive = (message: unknown): void => {
    const parsed = v.safeParse(fromServer, message);
    // Other things may share the port (a worker's own start-up message, a browser extension's chatter): not ours, not an error.
    if (!parsed.success) return;
    const known = parsed.output;
    if (known.kind === 'notice') {
      for (const listener of listeners.get(known.name) ?? []) listener(known.body);
    } else if (known.ok) {
      pending.get(known.id)?.settle({ value: known.result });
    } else {
      pending.get(known.id)?.settle({ error: new CallError('refused', known.error) });
    }
  };
  const subscription = port.onMessage(receive);

  const ask = (name: string, params: unknown, options: CallOptions = {}): Promise<unknown> => {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, signal } = options;
    if (goneBecause !== undefined) return Promise.reject(new CallError('gone', goneBecause));
    if (signal?.aborted === true) return Promise.reject(new CallError('cancelled', `${name} was cancelled.`));
    const id = nextId++;
    return new Promise((resolve, reject) => {
      const giveUp = (kind: 'timeout' | 'cancelled', why: string): void => {
        port.post({ kind: 'cancel', id });
        pending.get(id)?.settle({ error: new CallError(kind, why) });
      };
      const cancel = (): void => giveUp('cancelled', `${name} was cancelled.`);
      const timer =
        timeoutMs > 0
          ? setTimeout(() => giveUp('timeout', `${name} got no answer within ${timeoutMs} ms.`), timeoutMs)
          : undefined;
      signal?.addEventListener('abort', cancel);
      pending.set(id, {
        settle: (outcome) => {
          pending.delete(id);
          clearTimeout(timer);
          signal?.removeEventListener('abort', cancel);
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.value);
        },
      });
      port.post({ kind: 'request', id, name, params });
    });
  };

  const gone = (reason: string): void => {
    goneBecause ??= reason;
    for (const call of [...pending.values()]) call.settle({ error: new CallError('gone', reason) });
  };

  return {
    // The wire knows no types; the schemas on the other side and this one contract make the cast true.
    call: ask as Call<M>,
    onNotice: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      const entry = listener as (body: unknown) => void;
      set.add(entry);
      return { dispose: () => void set.delete(entry) };
    },
    gone,
    dispose: () => {
      subscription.dispose();
      gone('The connection to the other side was closed.');
    },
  };
}

/** Called with what a caller did wrong or a handler threw, for the log. */
export type ReportProblem = (problem: string, cause?: unknown) => void;

/**
 * The answering side of a contract. Nothing that comes in can throw out of here: bad parameters and thrown errors become
 * replies, and what is no request at all is reported.
 */
export function serve<M extends Methods>(
  port: Port,
  methods: M,
  handlers: Handlers<M>,
  report: ReportProblem,
): Disposable {
  const running = new Map<number, AbortController>();

  const answer = async (id: number, name: string, params: unknown): Promise<void> => {
    const refuse = (error: string): void => port.post({ kind: 'reply', id, ok: false, error });
    const declared = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (declared === undefined) {
      refuse(`There is no method "${name}".`);
      return;
    }
    const parsed = v.safeParse(declared.params, params);
    if (!parsed.success) {
      const issue = parsed.issues[0];
      refuse(`Bad parameters for ${name} at ${v.getDotPath(issue) ?? 'the top'}: ${issue.message}`);
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const handler = handlers[name as keyof M] as (params: unknown, signal: AbortSignal) => unknown;
      const result = await handler(parsed.output, controller.signal);
      if (!controller.signal.aborted) {
        port.post({ kind: 'reply', id, ok: true, result }, result instanceof ArrayBuffer ? [result] : []);
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      report(`${name} failed`, error);
      refuse(error instanceof Error ? error.message : String(error));
    } finally {
      running.delete(id);
    }
  };

  const subscription = port.onMessage((message) => {
    const parsed = v.safeParse(fromCaller, message);
    if (!parsed.success) {
      report('A message that is no request came in and was ignored.');
    } else if (parsed.output.kind === 'cancel') {
      running.get(parsed.output.id)?.abort();
    } else {
      void answer(parsed.output.id, parsed.output.name, parsed.output.params);
    }
  });

  return {
    dispose: () => {
      subscription.dispose();
      for (const controller of running.values()) controller.abort();
    },
  };
}

export type Notify<N> = <K extends keyof N & string>(name: K, body: N[K]) => void;

/** The answering side's unasked messages. */
export function createNotifier<N>(port: Port): Notify<N> {
  return (name, body) => port.post({ kind: 'notice', name, body });
}
