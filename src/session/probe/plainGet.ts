import { wireOffset } from '../../base/branded.ts';
import type { ResponseHead } from '../../protocol/httpHead.ts';
import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { HeadCollector, startsLikeResponse } from '../../protocol/headCollector.ts';
import { parseResponseHead } from '../../protocol/httpHeadParser.ts';
import { systemClock } from '../clock.ts';
import { chooseProxy } from '../dial/chooseProxy.ts';
import { dial } from '../dial/dial.ts';
import { targetOf } from '../dial/target.ts';
import { PhaseLog } from '../phaseLog.ts';
import { withLines } from '../requestHead.ts';
import { requestLines, requestUrl } from '../requestLines.ts';
import type { Surroundings } from './tryOnce.ts';

/** What an ordinary request to the same URL is answered; undefined when it is not, or by something that is no HTTP. */
export async function plainGet(
  options: ConnectionOptions,
  { network, env, signal }: Surroundings,
  timeoutMs: number,
): Promise<ResponseHead | undefined> {
  const limit = new AbortController();
  const give = (): void => limit.abort(new Error('No answer in time.'));
  const timer = setTimeout(give, timeoutMs);
  signal.addEventListener('abort', give, { once: true });
  if (signal.aborted) give();
  try {
    return await ask(options, { network, env, signal: limit.signal }, timeoutMs);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', give);
  }
}

async function ask(
  options: ConnectionOptions,
  { network, env, signal: limited }: Surroundings,
  timeoutMs: number,
): Promise<ResponseHead | undefined> {
  const target = targetOf(options.url);
  const log = new PhaseLog(systemClock, () => undefined);
  const dialling = async () => {
    const proxy = chooseProxy(options.proxy, target, network, env);
    return dial({ target, options, network, proxy, timeoutMs, log, signal: limited });
  };
  const dialled = await dialling().catch(
    // The attempts beside this one tell why: here only what HTTP says counts.
    () => undefined,
  );
  if (dialled === undefined) return undefined;
  const { pathname, search, host } = requestUrl(target.url, options);
  const own = `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\nConnection: close\r\n\r\n`;
  return new Promise((resolve) => {
    const collector = new HeadCollector(startsLikeResponse);
    const done = (head: ResponseHead | undefined): void => {
      limited.removeEventListener('abort', none);
      dialled.destroy();
      resolve(head);
    };
    const none = (): void => done(undefined);
    dialled.on('error', none).once('end', none).once('close', none);
    dialled.on('data', (chunk: Buffer) => {
      const { state } = collector.push(chunk, 0);
      if (state === 'complete') done(parseResponseHead(collector.bytes, wireOffset(0)));
      else if (state !== 'incomplete') none();
    });
    if (limited.aborted) none();
    else limited.addEventListener('abort', none, { once: true });
    dialled.write(Buffer.from(withLines(own, requestLines(options, target)), 'latin1'));
    dialled.resume();
  });
}
