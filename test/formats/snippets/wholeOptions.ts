import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';

/** A bit of everything that other clients can be told. */
export const wholeOptions: ConnectionOptions = {
  url: 'wss://ann@example.com/x?y=[1]',
  headers: [['X-One', "it's"]],
  auth: { type: 'basic', username: 'ann', password: '${secret:chat password}' },
  origin: 'https://o',
  subprotocols: ['v1', 'v2'],
  deflate: false,
  followRedirects: true,
  tls: { verify: false, ca: ['ca.pem'], cert: 'c.pem', key: 'k.pem', minVersion: 'TLSv1.2' },
  proxy: 'http://127.0.0.1:3128',
};
