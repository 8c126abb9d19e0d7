import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { env } from 'node:process';
import { setInterval } from 'node:timers';

export function activate() {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  setInterval(() => {
    const line = JSON.stringify({ at: Date.now(), p99: delay.percentile(99) / 1e6 });
    appendFileSync(env['WSI_LOOP_DELAY'] ?? '', `${line}\n`);
    delay.reset();
  }, 1000);
}
