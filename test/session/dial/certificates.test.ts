import { once } from 'node:events';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { peerChain } from '../../../src/session/dial/certificates.ts';
import { makeIdentity } from '../../support/hostile/certificate.ts';
import { listenTls, loopbackIdentity, rootCertificate } from '../tlsLoopback.ts';

async function chainOf(identity: Parameters<typeof listenTls>[0]) {
  const port = await listenTls(identity, (socket) => socket.resume());
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const chain = peerChain(socket);
  socket.destroy();
  return chain;
}

test('tells the chain, leaf first', async () => {
  const [leaf, root, ...more] = await chainOf({
    ...loopbackIdentity,
    certificate: loopbackIdentity.certificate + rootCertificate,
  });
  expect(leaf).toMatchObject({
    subject: 'CN=loopback',
    issuer: 'CN=Loopback Test Root',
    altNames: ['DNS:localhost', 'IP Address:127.0.0.1'],
  });
  expect(root).toMatchObject({ subject: 'CN=Loopback Test Root', issuer: 'CN=Loopback Test Root', altNames: [] });
  expect(more).toEqual([]);
  expect(leaf?.fingerprint256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('writes dates as ISO 8601', async () => {
  const [only] = await chainOf(
    makeIdentity({
      commonName: 'dated',
      validFrom: new Date('2020-02-03T04:05:06Z'),
      validTo: new Date('2021-03-04T05:06:07Z'),
    }),
  );
  expect(only).toMatchObject({ validFrom: '2020-02-03T04:05:06.000Z', validTo: '2021-03-04T05:06:07.000Z' });
});

test('a certificate that signed itself is a chain of one', async () => {
  const chain = await chainOf(makeIdentity({ commonName: 'alone' }));
  expect(chain.map(({ subject, issuer }) => [subject, issuer])).toEqual([['CN=alone', 'CN=alone']]);
});
