import type { AdviceRule } from './adviceRule.ts';

/** From here on it is worth asking whether the other side is still there, in ms. Many proxies end a silent connection then. */
export const SILENCE_MS = 60_000;

/** Nothing comes, and nobody asks: a connection whose other side is gone looks just the same (RFC 9293 §3.5.1, half-open). */
export const silence: AdviceRule = ({ asked, traffic, closing }) => {
  const { nowMs, openedMs, endedMs, lastFrameMs, unansweredPings } = traffic;
  if (nowMs === undefined || openedMs === undefined || endedMs !== undefined || closing !== undefined) return undefined;
  // A Ping without its Pong says more, and has a diagnosis of its own.
  if (unansweredPings > 0 || asked.keepAlive !== undefined) return undefined;
  if (nowMs - (lastFrameMs.server ?? openedMs) < SILENCE_MS) return undefined;
  return {
    cause: 'silence',
    title: 'The server has said nothing for more than a minute',
    explanation: `${traffic.frames.server === 0 ? 'No frame of the server has come since the connection opened' : 'The connection is open and quiet'}. When the other side or a box between has gone away without a word, TCP does not tell until something is sent (a half-open connection). A Ping shows it at once: a server that is there has to answer with a Pong. Pings of ours also keep proxies from ending a silent connection.`,
    remedy: {
      title: 'Connect again with a Ping of ours every 30 s',
      change: { kind: 'option', path: 'keepAlive.interval', value: 30_000 },
    },
    section: 'RFC 6455 §5.5.2',
  };
};
