/** Who wrote the bytes (RFC 6455 §1.2). A frame is *from* an endpoint, never "sent" or "received". */
export type Endpoint = 'client' | 'server';

export const peerOf = (endpoint: Endpoint): Endpoint => (endpoint === 'client' ? 'server' : 'client');
