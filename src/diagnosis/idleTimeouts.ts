/** A time limit that is known of software between client and server. */
export interface KnownLimit {
  readonly seconds: number;
  readonly of: string;
}

const known: readonly KnownLimit[] = [
  { seconds: 30, of: 'Google Cloud load balancers (backend timeout) and many firewalls' },
  { seconds: 55, of: 'Heroku’s router' },
  { seconds: 60, of: 'nginx (proxy_read_timeout), AWS application load balancers and HAProxy set-ups' },
  { seconds: 100, of: 'Cloudflare' },
  { seconds: 120, of: 'IIS and many reverse proxies' },
  { seconds: 180, of: 'Traefik’s idle timeout' },
  { seconds: 240, of: 'Azure’s load balancer' },
  { seconds: 300, of: 'Envoy and Istio (stream idle timeout) and Apache' },
  { seconds: 350, of: 'AWS network load balancers' },
  { seconds: 600, of: 'AWS API Gateway (idle) and several firewalls' },
  { seconds: 900, of: 'several firewalls' },
  { seconds: 3600, of: 'Envoy’s TCP proxy and several firewalls' },
  { seconds: 7200, of: 'AWS API Gateway (longest connection)' },
];

/** The known limit that a time comes close to: within 2 %, at least three quarters of a second. `ms` in milliseconds. */
export function knownLimit(ms: number): KnownLimit | undefined {
  return known.find(({ seconds }) => Math.abs(ms - seconds * 1000) <= Math.max(750, seconds * 20));
}
