// Imported by the extension host before anything else: writes down, each second, how late its event loop was.
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env['WSI_LOOP_DELAY'];
if (isMainThread && file !== undefined && process.argv.some((part) => part.includes('extensionHost'))) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  setInterval(() => {
    appendFileSync(file, `${JSON.stringify({ at: Date.now(), p99: delay.percentile(99) / 1e6 })}\n`);
    delay.reset();
  }, 1000).unref();
}
