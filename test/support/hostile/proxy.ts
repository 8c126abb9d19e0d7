import { connect } from 'node:net';
import { hex } from './bytes.ts';
import { good, head, respond } from './heads.ts';
import type { HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';
import type { Peer } from './peer.ts';

/** Answers CONNECT with 200 and carries the bytes both ways (RFC 9110 §9.3.6). */
async function tunnel(peer: Peer): Promise<void> {
  const [host = '', port = ''] = peer.target.split(':');
  const onward = connect(Number(port), host);
  onward.on('error', () => peer.socket.destroy());
  peer.socket.once('close', () => onward.destroy());
  await peer.write(head('HTTP/1.1 200 Connection established', []));
  onward.write(peer.release());
  peer.socket.pipe(onward).pipe(peer.socket);
}

const proxied = (
  id: string,
  says: readonly RegExp[],
  answer: (peer: Peer) => Promise<void>,
  more: Partial<HostileScript> = {},
): HostileScript => ({
  id,
  kind: 'transport',
  says,
  stages: ['proxy'],
  client: { proxy: true },
  via: { kind: 'proxy', answer },
  // What the target behind the proxy is: right, so that whoever goes past the proxy is found out.
  speak: good,
  ...more,
});

/** What a proxy makes of CONNECT. */
export const proxyCases = inGroup('transport', [
  proxied('proxy-ok', [/proxy/i], tunnel, { kind: 'valid', stages: [] }),
  proxied('proxy-407', [/proxy/i, /Basic/, /corp/], (peer) =>
    respond(peer, '407 Proxy Authentication Required', ['Proxy-Authenticate: Basic realm="corp"', 'Connection: close']),
  ),
  proxied('proxy-502', [/proxy/i, /502|reach/i], (peer) => respond(peer, '502 Bad Gateway', ['Connection: close'])),
  proxied('proxy-close', [/proxy/i, /clos|ended/i, /CONNECT/], async (peer) => {
    peer.fin();
    await peer.untilClientEnds();
  }),
  proxied('proxy-garbage', [/proxy/i, /HTTP/], async (peer) => {
    await peer.write(hex('05 ff'));
    await peer.untilClientEnds();
  }),
  proxied(
    'proxy-connect-hang',
    [/proxy/i, /CONNECT/, /not answer|no answer|did not/i],
    (peer) => peer.untilClientEnds(),
    {
      hang: true,
      stages: ['proxy', 'timeout'],
    },
  ),
]);
