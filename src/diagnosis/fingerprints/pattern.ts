/** What a program is to the connection: it stands in front, guards, serves, or is what the application was written with. */
export type Role = 'gateway' | 'firewall' | 'server' | 'framework' | 'protocol';

/** All conditions that are given must hold. */
export interface Pattern {
  readonly id: string;
  readonly who: string;
  readonly role: Role;
  readonly status?: readonly number[];
  readonly header?: readonly [name: string, value: RegExp];
  readonly body?: RegExp;
  /** What it means for a WebSocket client that this stands there. */
  readonly says?: string;
}
