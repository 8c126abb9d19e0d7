import type { Timeline } from '../../src/contract/overview.ts';
import type { Panel } from '../panel.ts';

/** While frames come, the picture is made anew that often: more could not be followed by an eye. */
const EVERY_MS = 250;

interface WantedTime {
  readonly from: number;
  readonly to: number | undefined;
  readonly spans: number;
}

export interface TimelineLoader {
  /** Only the newest wish counts; one question is under way at a time. */
  want(wanted: WantedTime): void;
  /** While paused nothing is asked; the newest wish is kept. */
  pause(paused: boolean): void;
}

/** Fetches the active session's timeline. */
export function createTimelineLoader(
  { store, call }: Pick<Panel, 'store' | 'call'>,
  loaded: (timeline: Timeline) => void,
  failed: (error: unknown) => void,
): TimelineLoader {
  let wish: WantedTime | undefined;
  let running = false;
  let paused = false;

  const takeWish = (): WantedTime | undefined => {
    const taken = paused ? undefined : wish;
    if (taken !== undefined) wish = undefined;
    return taken;
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let wanted = takeWish(); wanted !== undefined; wanted = takeWish()) {
      await ask(wanted);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    running = false;
  };

  const ask = async ({ from, to, spans }: WantedTime): Promise<void> => {
    const session = store.get().active;
    if (session === undefined) return;
    try {
      const timeline = await call('session.timeline', { session, from, spans, ...(to === undefined ? {} : { to }) });
      if (store.get().active === session) loaded(timeline);
    } catch (error) {
      if (store.get().active === session) failed(error);
    }
  };

  return {
    want: (wanted) => {
      wish = wanted;
      void run();
    },
    pause: (now) => {
      paused = now;
      void run();
    },
  };
}
