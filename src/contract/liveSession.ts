import type { SessionSnapshot } from './sessionView.ts';

/** True from the first step of dialling until the connection is closed. */
export const isLive = ({ state }: SessionSnapshot): boolean =>
  state === 'connecting' || state === 'open' || state === 'closing';

/** The session after its engine ended by itself: one that was live has ended with it, and its capture is left. */
export function withoutEngine(session: SessionSnapshot): SessionSnapshot {
  if (!isLive(session)) return session;
  const { traffic } = session;
  return {
    ...session,
    state: 'closed',
    retry: undefined,
    advice: [],
    opened: { trouble: [], interruption: 'engine' },
    ...(traffic === undefined ? {} : { traffic: { ...traffic, framesPerSecond: 0, bytesPerSecond: 0 } }),
  };
}
