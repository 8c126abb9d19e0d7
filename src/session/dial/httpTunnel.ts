import type { Socket } from 'node:net';
import type { CancelSignal } from '../../base/cancellation.ts';
import { wireOffset } from '../../base/branded.ts';
import { maskText } from '../../diagnosis/redact.ts';
import type { ProxyAnswer } from '../../diagnosis/evidence.ts';
import { HeadCollector, startsLikeResponse } from '../../protocol/headCollector.ts';
import { parseResponseHead } from '../../protocol/httpHeadParser.ts';
import { AttemptFailure, errorCode, errorMessage } from '../attemptFailure.ts';
import type { PhaseLog } from '../phaseLog.ts';
import { abortReason, abortedPhase } from './abort.ts';
import type { ProxyChoice } from './chooseProxy.ts';
import { authorityOf } from './target.ts';

/** Enough to recognise what else may have answered. */
const SAMPLE_BYTES = 256;

const latin1 = new TextDecoder('latin1');

/**
 * A tunnel to the target through an HTTP proxy that `socket` leads to (RFC 9110 §9.3.6). User name and password are sent as Basic
 * credentials (RFC 7617). What the proxy answered is told to `answered`, also when it refused.
 */
export function httpTunnel(
  socket: Socket,
  proxy: ProxyChoice,
  target: { readonly host: string; readonly port: number },
  log: PhaseLog,
  signal: CancelSignal,
  answered: (answer: ProxyAnswer) => void,
): Promise<Socket> {
  const finish = log.begin('proxy');
  const request = connectRequest(proxy, authorityOf(target));
  const collector = new HeadCollector(startsLikeResponse);
  const phase = (status?: number) => ({
    name: 'proxy' as const,
    proxy: proxy.shown,
    kind: proxy.kind,
    from: proxy.from,
    ...(status === undefined ? {} : { status }),
    request: maskText(request),
    ...(collector.length === 0 ? {} : { response: maskText(latin1.decode(collector.bytes)) }),
  });
  const failed = (code: string, message: string, status?: number, cause?: unknown): AttemptFailure => {
    socket.destroy();
    finish({ ...phase(status), ok: false, code, message });
    return new AttemptFailure({ stage: 'proxy', code, message }, cause);
  };

  return new Promise((resolve, reject) => {
    const leave = (): void => {
      signal.removeEventListener('abort', abort);
      socket.off('data', read).off('end', ended).off('error', broken);
    };
    const abort = (): void => {
      leave();
      socket.destroy();
      finish({ ...phase(), ...abortedPhase(signal) });
      reject(abortReason(signal));
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
      finish({ ...phase(head.status), ok: true });
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
    socket.write(request, 'latin1');
  });
}

function connectRequest({ userinfo, authorization }: ProxyChoice, authority: string): string {
  const basic = userinfo && `Basic ${Buffer.from(`${userinfo.username}:${userinfo.password}`).toString('base64')}`;
  const credentials = basic ?? authorization;
  const line = credentials === undefined ? '' : `Proxy-Authorization: ${credentials}\r\n`;
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${line}\r\n`;
}
