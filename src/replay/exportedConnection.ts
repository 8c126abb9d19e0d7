import { maskHeaderValue, maskUrl } from '../diagnosis/redact.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';

/** How a tool that makes load is to connect; no secrets, for its script is a file like any other. */
export interface ExportedConnection {
  readonly url: string;
  readonly subprotocols: readonly string[];
  /** Repeated fields are joined, as RFC 9110 §5.3 allows. */
  readonly headers: Readonly<Record<string, string>>;
  /** What has to be added by hand, in sentences. */
  readonly left: readonly string[];
}

const carried: ReadonlySet<string> = new Set(['url', 'subprotocols', 'headers', 'origin', 'name']);

/** What of the options another tool is given, and what it is not. */
export function exportedConnection(options: ConnectionOptions): ExportedConnection {
  const left: string[] = [];
  const headers: Record<string, string> = {};
  const subprotocols: string[] = [];
  const url = maskUrl(options.url);
  if (url !== options.url) left.push(`The secrets in the URL were left out: put them where ${url} has dots.`);
  for (const subprotocol of options.subprotocols ?? []) {
    if (maskHeaderValue('Sec-WebSocket-Protocol', subprotocol) === subprotocol) subprotocols.push(subprotocol);
    else left.push('A subprotocol that holds a secret was left out: add it to the script.');
  }
  const origin = options.origin === undefined ? [] : [['Origin', options.origin] as const];
  for (const [name, value] of [...(options.headers ?? []), ...origin]) {
    if (maskHeaderValue(name, value) !== value) {
      left.push(`The header ${name} was left out, for it holds a secret: add it to the script.`);
      continue;
    }
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  const others = Object.entries(options).flatMap(([key, value]) =>
    carried.has(key) || value === undefined ? [] : [key],
  );
  if (others.length > 0) left.push(`These options of the connection were left out: ${others.join(', ')}.`);
  return { url, subprotocols, headers, left };
}
