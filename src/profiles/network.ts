/** VS Code's own settings for the network, as an extension can read them. */
export interface EditorNetwork {
  /** False when `http.proxySupport` is `off`: then no proxy at all. */
  readonly proxySupport: boolean;
  /** `http.proxy`; empty when it is not set, and then the environment counts. */
  readonly proxy: string;
  /** `http.noProxy`. */
  readonly noProxy: readonly string[];
  /** `http.proxyAuthorization`: the value of a Proxy-Authorization header. */
  readonly proxyAuthorization?: string;
  /** `http.proxyStrictSSL`: the certificate of a proxy that is spoken to by TLS has to verify. */
  readonly proxyStrictSSL: boolean;
}

/** What the place where we run knows of the network, apart from any connection's own options. */
export interface NetworkSettings {
  /** Absent on the command line. */
  readonly editor?: EditorNetwork;
  /** PEM files to trust for every connection. */
  readonly ca?: readonly string[];
  /** Trust the system's certificate store; true when absent. */
  readonly systemCertificates?: boolean;
}
