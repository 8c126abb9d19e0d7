import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startDemoServer } from '../demo/demoServer.ts';
import { ArgumentError } from './argumentError.ts';
import type { Print } from './output.ts';

/** `demo`: the demo server until it is interrupted. Gives the exit status. */
export async function demo(args: readonly string[], print: Print, interrupted: AbortSignal): Promise<number> {
  const server = await startDemoServer({ port: portArgument(args) });
  await print({ event: 'demo', url: server.url });
  if (!interrupted.aborted) await once(interrupted, 'abort');
  await server.dispose();
  return 0;
}

function portArgument(args: readonly string[]): number {
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' } } });
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port takes a number from 0 to 65535.');
    return port;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}
