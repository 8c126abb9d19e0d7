import type { Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';

/** What helps where the server is reached by a proxy only, and the options go around it: one remedy, or none. */
export function throughProxy({ asked }: Evidence): readonly Remedy[] {
  if (asked.proxyOff !== true) return [];
  return [
    {
      title: 'Go through the proxy of VS Code’s settings or of the environment: this connection is set to go without',
      change: { kind: 'option', path: 'proxy', value: 'editor' },
    },
  ];
}
