import * as v from 'valibot';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';

/** The shape of `ConnectionOptions` at a border. Whether the values make sense is judged by `profiles/checkOptions.ts`. */
export const connectionOptions: v.GenericSchema<unknown, ConnectionOptions> = v.object({
  url: v.string(),
  headers: v.exactOptional(v.array(v.tuple([v.string(), v.string()]))),
  subprotocols: v.exactOptional(v.array(v.string())),
  origin: v.exactOptional(v.string()),
  deflate: v.exactOptional(v.boolean()),
  handshakeTimeout: v.exactOptional(v.number()),
  followRedirects: v.exactOptional(v.boolean()),
  proxy: v.exactOptional(v.string()),
  tls: v.exactOptional(
    v.object({
      verify: v.exactOptional(v.boolean()),
      ca: v.exactOptional(v.string()),
      cert: v.exactOptional(v.string()),
      key: v.exactOptional(v.string()),
    }),
  ),
});
