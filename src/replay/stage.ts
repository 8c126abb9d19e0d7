import type { Link } from './link.ts';
import type { RunOptions } from './runOptions.ts';
import type { Order } from './sequence.ts';
import type { Thread } from './thread.ts';
import { type Waited, waitFor } from './waiting.ts';

/** Where a step runs. */
export interface Stage {
  readonly link: Link;
  readonly thread: Thread;
  readonly options: RunOptions;
  readonly order: Order;
  /** Whether a later step reads messages or waits for the end, so that an end by now is no loss. */
  readonly endForeseen: boolean;
}

/** Asks until there is a value; whatever may change it makes it ask again. */
export function until<T>(
  timeout: number,
  ask: () => T | undefined,
  { link, thread, options }: Pick<Stage, 'link' | 'thread' | 'options'>,
  also?: (listener: () => void) => void,
): Promise<Waited<T>> {
  return waitFor(ask, {
    clock: options.clock,
    signal: thread.signal,
    timeout,
    onChange: (listener) => {
      also?.(() => listener(undefined));
      const messages = link.inbox.onChange(listener);
      const controls = link.onControl(listener);
      return {
        dispose: () => {
          messages.dispose();
          controls.dispose();
        },
      };
    },
  });
}
