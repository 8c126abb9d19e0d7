import type { ConnectionOptions, HeaderPair, OptionProblem, TlsOptions } from '../../src/profiles/connectionOptions.ts';

/** The connection as it is typed: every field's text, also while it makes no sense yet. */
export interface DraftFields {
  readonly url: string;
  /** Comma separated. */
  readonly subprotocols: string;
  /** One `Name: value` a line. */
  readonly headers: string;
  readonly origin: string;
  readonly deflate: boolean;
  readonly followRedirects: boolean;
  readonly proxy: string;
  /** Milliseconds; empty for the default. */
  readonly timeout: string;
  readonly verifyTls: boolean;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export const DEFAULT_TIMEOUT_MS = 10_000;

export const emptyFields: DraftFields = {
  url: '',
  subprotocols: '',
  headers: '',
  origin: '',
  deflate: true,
  followRedirects: false,
  proxy: '',
  timeout: '',
  verifyTls: true,
  ca: '',
  cert: '',
  key: '',
};

export function fieldsOf(options: ConnectionOptions): DraftFields {
  return {
    url: options.url,
    subprotocols: (options.subprotocols ?? []).join(', '),
    headers: (options.headers ?? []).map(([name, value]) => `${name}: ${value}`).join('\n'),
    origin: options.origin ?? '',
    deflate: options.deflate ?? true,
    followRedirects: options.followRedirects ?? false,
    proxy: options.proxy ?? '',
    timeout: options.handshakeTimeout === undefined ? '' : String(options.handshakeTimeout),
    verifyTls: options.tls?.verify ?? true,
    ca: options.tls?.ca ?? '',
    cert: options.tls?.cert ?? '',
    key: options.tls?.key ?? '',
  };
}

/** Under which name the problems of a field are told. */
export function problemField(name: string): string {
  if (name === 'timeout') return 'handshakeTimeout';
  return name === 'verifyTls' || name === 'ca' || name === 'cert' || name === 'key' ? 'tls' : name;
}

export interface ReadFields {
  readonly options: ConnectionOptions;
  /** What cannot even be read as options; whether the options make sense is judged by the extension. */
  readonly problems: readonly OptionProblem[];
}

/** Options that equal their default are left out, so that a saved profile says only what is special. */
export function readFields(fields: DraftFields): ReadFields {
  const headers = readHeaders(fields.headers);
  const timeout = readTimeout(fields.timeout);
  const subprotocols = fields.subprotocols.split(',').map((name) => name.trim());
  const tls = tlsOf(fields);
  return {
    options: {
      url: fields.url.trim(),
      ...(headers.pairs.length > 0 ? { headers: headers.pairs } : {}),
      ...(fields.subprotocols.trim() === '' ? {} : { subprotocols }),
      ...(fields.origin.trim() === '' ? {} : { origin: fields.origin.trim() }),
      ...(fields.deflate ? {} : { deflate: false }),
      ...(fields.followRedirects ? { followRedirects: true } : {}),
      ...(fields.proxy.trim() === '' ? {} : { proxy: fields.proxy.trim() }),
      ...(typeof timeout === 'number' ? { handshakeTimeout: timeout } : {}),
      ...(Object.keys(tls).length > 0 ? { tls } : {}),
    },
    problems: [...headers.problems, ...(typeof timeout === 'object' ? [timeout] : [])],
  };
}

function readHeaders(text: string): { readonly pairs: readonly HeaderPair[]; readonly problems: OptionProblem[] } {
  const pairs: HeaderPair[] = [];
  const problems: OptionProblem[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const colon = line.indexOf(':');
    if (colon > 0) {
      pairs.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
      return;
    }
    problems.push({
      field: 'headers',
      message: `Line ${i + 1}, "${line.trim()}", is no header. Write it as "Name: value".`,
    });
  });
  return { pairs, problems };
}

/** 1-based line of the header with that index in the field's text: empty lines do not count as headers. */
export function headerLine(text: string, index: number): number | undefined {
  const lines = text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [i + 1]));
  return lines[index];
}

function readTimeout(text: string): number | OptionProblem | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  return {
    field: 'handshakeTimeout',
    message: `"${trimmed}" is no whole number of milliseconds. Use one such as ${DEFAULT_TIMEOUT_MS}, or leave the field empty.`,
  };
}

function tlsOf(fields: DraftFields): TlsOptions {
  return {
    ...(fields.verifyTls ? {} : { verify: false }),
    ...(fields.ca.trim() === '' ? {} : { ca: fields.ca.trim() }),
    ...(fields.cert.trim() === '' ? {} : { cert: fields.cert.trim() }),
    ...(fields.key.trim() === '' ? {} : { key: fields.key.trim() }),
  };
}
