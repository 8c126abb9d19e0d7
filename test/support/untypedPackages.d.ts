// What the tests use of packages that come without types.
declare module '@artilleryio/int-core' {
  interface Metrics {
    readonly counters: Readonly<Record<string, number>>;
  }
  interface Runner {
    on(event: 'done', listener: (metrics: Metrics) => void): void;
    run(): void;
  }
  const core: {
    readonly runner: {
      runner(script: object, payload: undefined, options: object): Promise<Runner>;
    };
  };
  export default core;
}

declare module 'stomp-broker-js' {
  import type { Server } from 'node:http';
  /** Speaks STOMP 1.1 to the WebSocket clients of that server. */
  export default class StompServer {
    constructor(settings: { readonly server: Server; readonly path: string });
    readonly socket: { close(): void };
  }
}
