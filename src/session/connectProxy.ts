import type { Socket } from 'node:net';
import { wireOffset } from '../base/branded.ts';
import type { ProxyAnswer } from '../diagnosis/evidence.ts';
import { HeadCollector, startsLikeResponse } from '../protocol/headCollector.ts';
import { parseResponseHead } from '../protocol/httpHeadParser.ts';
import { AttemptFailure, errorCode, errorMessage } from './attemptFailure.ts';
import { connectTcp } from './connectTcp.ts';
import type { PhaseLog } from './phaseLog.ts';
import { resolveHost } from './resolveHost.ts';
import { type Target, targetOf } from './target.ts';

/** Enough to recognise what else may have answered. */
const SAMPLE_BYTES = 256;

/** The proxy as it may be shown: without user name and password. */
export function proxyShown(proxy: string): string {
  return new URL(proxy).origin;
}

/**
 * A tunnel to the target through an HTTP proxy (RFC 9110 §9.3.6). User name and password of the proxy's URL are sent as Basic
 * credentials (RFC 7617). What the proxy answered is told to `answered`, also when it refused.
 */
export async function connectProxy(
  proxy: string,
  target: Target,
  log: PhaseLog,
  signal: AbortSignal,
  answered: (answer: ProxyAnswer) => void,
): Promise<Socket> {
  const { host, port, url } = targetOf(proxy);
  const socket = await connectTcp(await resolveHost(host, log, signal), port, log, signal);
  const finish = log.begin('proxy');
  const shown = proxyShown(proxy);
  const failed = (code: string, message: string, status?: number, cause?: unknown): AttemptFailure => {
    socket.destroy();
    finish({ name: 'proxy', proxy: shown, ...(status === undefined ? {} : { status }), ok: false, code, message });
    return new AttemptFailure({ stage: 'proxy', code, message }, cause);
  };

  return new Promise((resolve, reject) => {
    const collector = new HeadCollector(startsLikeResponse);
    const leave = (): void => {
      signal.removeEventListener('abort', abort);
      socket.off('data', read).off('end', ended).off('error', broken);
    };
    const abort = (): void => {
      leave();
      failed('CANCELLED', 'Given up before the proxy answered.');
      reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled'));
    };
    const fail = (...problem: Parameters<typeof failed>): void => {
      leave();
      reject(failed(...problem));
    };
    const broken = (error: Error): void => fail(errorCode(error), errorMessage(error), undefined, error);
    const ended = (): void => {
      if (collector.length > 0) foreign();
      else fail('PROXY_CLOSED', 'The proxy closed the connection without answering CONNECT.');
    };
    const foreign = (): void => {
      answered({ head: undefined, unrecognised: collector.bytes.slice(0, SAMPLE_BYTES) });
      fail('PROXY_NOT_HTTP', 'The proxy answered CONNECT with bytes that are no HTTP.');
    };
    const read = (chunk: Buffer): void => {
      const { state, next } = collector.push(chunk, 0);
      // Two bytes may be all that another protocol says before it waits for us.
      const other = startsLikeResponse(collector.bytes) === false;
      if (state === 'incomplete' && !other) return;
      if (state !== 'complete') {
        foreign();
        return;
      }
      const head = parseResponseHead(collector.bytes, wireOffset(0));
      answered({ head });
      if (head.status < 200 || head.status > 299) {
        fail('PROXY_REFUSED', `The proxy answered CONNECT with ${head.status} ${head.reason}.`, head.status);
        return;
      }
      leave();
      finish({ name: 'proxy', proxy: shown, status: head.status, ok: true });
      socket.pause();
      if (next < chunk.length) socket.unshift(chunk.subarray(next));
      resolve(socket);
    };
    socket.on('data', read).on('end', ended).on('error', broken);
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    socket.write(connectRequest(url, target));
  });
}

function connectRequest(proxy: URL, { url, host, port }: Target): string {
  const authority = `${host.includes(':') ? `[${host}]` : url.hostname}:${port}`;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const authorization =
    credentials === ':' ? '' : `Proxy-Authorization: Basic ${Buffer.from(credentials).toString('base64')}\r\n`;
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorization}\r\n`;
}
