import { getProxyForUrl } from 'proxy-from-env';
import type { ProxyKind, ProxySource } from '../../diagnosis/evidence.ts';
import { checkProxy } from '../../profiles/check/checkNetwork.ts';
import type { EditorNetwork, NetworkSettings } from '../../profiles/network.ts';
import { AttemptFailure } from '../attemptFailure.ts';
import { type Target, targetOf } from './target.ts';

/** The proxy that a connection goes through. */
export interface ProxyChoice {
  readonly kind: ProxyKind;
  readonly from: ProxySource;
  readonly host: string;
  readonly port: number;
  /** As it may be shown: without user name and password. */
  readonly shown: string;
  readonly userinfo?: { readonly username: string; readonly password: string };
  /** A whole value for Proxy-Authorization, from the editor's settings; the URL's user name wins over it. */
  readonly authorization?: string;
  /** The proxy looks the target's name up itself. */
  readonly resolvesNames: boolean;
  /** An HTTPS proxy's certificate has to verify. */
  readonly verify: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for this target: what `wanted` says, else the editor's settings where there is an editor, else the environment. The last
 * two never send a loopback address away, as VS Code does not either. Undefined to dial directly. Throws `AttemptFailure` for a
 * setting or a variable that is no proxy: only the connection's own option has been checked before.
 */
export function chooseProxy(
  wanted: string | undefined,
  target: Target,
  { editor }: NetworkSettings,
  env: Environment,
): ProxyChoice | undefined {
  const from = wanted ?? (editor === undefined ? 'environment' : 'editor');
  if (from === 'none' || target.socketPath !== undefined) return undefined;
  if (from !== 'editor' && from !== 'environment') return proxyOf(from, 'options');
  if (isLoopback(target.host) || (from === 'editor' && editor?.proxySupport === false)) return undefined;
  const set = editor?.proxy.trim() ?? '';
  if (from === 'editor' && editor !== undefined && set !== '') return fromEditor(set, editor, target, env);
  const found = withEnvironment(proxyVariables(env), () => getProxyForUrl(asHttp(target)));
  return found === '' ? undefined : proxyOf(found, 'environment', from === 'editor' ? editor : undefined);
}

function fromEditor(set: string, editor: EditorNetwork, target: Target, env: Environment): ProxyChoice | undefined {
  const list = editor.noProxy.length > 0 ? editor.noProxy.join(',') : (env['no_proxy'] ?? env['NO_PROXY']);
  const found = withEnvironment({ all_proxy: set, no_proxy: list }, () => getProxyForUrl(asHttp(target)));
  return found === '' ? undefined : proxyOf(found, 'editor', editor);
}

/** The library knows the schemes of HTTP; `HTTPS_PROXY` is for `wss:` as it is for `https:`. */
const asHttp = ({ secure, host, port }: Target): string =>
  `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/`;

const isLoopback = (host: string): boolean =>
  /(^|\.)localhost\.?$/i.test(host) || /^127(\.\d{1,3}){3}$/.test(host) || host === '::1';

const names = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'] as const;

/** The lower-case name wins, as everywhere. */
function proxyVariables(env: Environment): Environment {
  return Object.fromEntries(names.map((name) => [name, env[name] ?? env[name.toUpperCase()]]));
}

/**
 * The library reads `process.env` and nothing else, so it is dressed up for the length of one synchronous call: nobody else can look
 * in between.
 */
function withEnvironment<T>(variables: Environment, read: () => T): T {
  const both = names.flatMap((name) => [name, name.toUpperCase()]);
  const before = both.map((name) => [name, process.env[name]] as const);
  const set = (entries: readonly (readonly [string, string | undefined])[]): void => {
    for (const [name, value] of entries) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
  set(both.map((name) => [name, variables[name]]));
  try {
    return read();
  } finally {
    set(before);
  }
}

function proxyOf(text: string, from: ProxySource, editor?: EditorNetwork): ProxyChoice {
  const [problem] = checkProxy(text);
  if (problem !== undefined) {
    const place = from === 'editor' ? 'The setting http.proxy' : 'The proxy that the environment names';
    // The text itself may hold a password.
    const message = `${place} cannot be used. ${problem.message} Or connect without a proxy.`;
    throw new AttemptFailure({ stage: 'proxy', code: 'PROXY_UNUSABLE', message });
  }
  const { host, port, userinfo } = targetOf(text);
  const scheme = new URL(text).protocol.slice(0, -1);
  const kind: ProxyKind =
    scheme === 'https'
      ? 'https'
      : scheme.startsWith('socks4')
        ? 'socks4'
        : scheme.startsWith('socks')
          ? 'socks5'
          : 'http';
  const authorization = editor?.proxyAuthorization;
  return {
    kind,
    from,
    host,
    port,
    shown: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ...(userinfo === undefined ? {} : { userinfo }),
    ...(authorization === undefined || authorization === '' ? {} : { authorization }),
    resolvesNames: scheme !== 'socks4' && scheme !== 'socks5',
    verify: editor?.proxyStrictSSL ?? true,
  };
}
