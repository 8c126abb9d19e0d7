import { DisposableStore } from '../base/disposable.ts';
import type { Event } from '../base/emitter.ts';
import type { Clock } from './clock.ts';

export type Waited<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'timeout' } | { readonly kind: 'aborted' };

export interface WaitOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  /** Something may have changed. */
  readonly onChange: Event<undefined>;
}

/** Asks at once and at every change until there is a value, the time is over, or the signal says stop. Always settles. */
export function waitFor<T>(ask: () => T | undefined, options: WaitOptions): Promise<Waited<T>> {
  const { clock, signal, timeout, onChange } = options;
  if (signal?.aborted === true) return Promise.resolve({ kind: 'aborted' });
  return new Promise((resolve, reject) => {
    const watching = new DisposableStore();
    const settle = (waited: Waited<T>): void => {
      watching.dispose();
      resolve(waited);
    };
    const attempt = (): boolean => {
      try {
        const value = ask();
        if (value === undefined) return false;
        settle({ kind: 'done', value });
      } catch (error) {
        watching.dispose();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      return true;
    };
    if (attempt()) return;
    watching.add(onChange(attempt));
    watching.add(clock.setTimer(timeout, () => settle({ kind: 'timeout' })));
    const abort = (): void => settle({ kind: 'aborted' });
    signal?.addEventListener('abort', abort);
    watching.add({ dispose: () => signal?.removeEventListener('abort', abort) });
  });
}
