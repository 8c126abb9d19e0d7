// dnsmasq as the name server, and stubs for what it cannot be made to do.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failed, hello, opened, phase, textsFromServer, words } from './support/cli.ts';
import { type EchoServer, echoServer } from './support/echoServer.ts';
import { nameServer } from './support/nameServer.ts';
import { peer } from './support/peer.ts';
import { type Program, startProgram } from './support/startProgram.ts';

const dnsmasq = peer('dnsmasq');

describe.skipIf(dnsmasq === undefined)('dnsmasq', () => {
  let server: EchoServer;
  let program: Program;
  let at: string;

  beforeAll(async () => {
    server = await echoServer();
    program = await startProgram(dnsmasq!, {
      files: ({ ports }) => ({
        'dnsmasq.conf': `
port=${ports[0]}
listen-address=127.0.0.1
bind-interfaces
no-resolv
no-hosts
pid-file=
${process.getuid?.() === 0 ? 'user=root' : ''}
# Names that it knows nothing of do not exist; those elsewhere it may not look up for us.
local=/peers.test/
host-record=good.peers.test,127.0.0.1
host-record=both.peers.test,127.0.0.1,::1
host-record=six.peers.test,::1
cname=other.peers.test,good.peers.test
txt-record=text.peers.test,no address
`,
      }),
      args: () => ['--keep-in-foreground', '--conf-file=dnsmasq.conf', '--log-facility=-'],
    });
    at = `127.0.0.1:${program.port}`;
  });
  afterAll(async () => {
    await program.stop();
    await server.stop();
  });

  const to = (host: string): string => `ws://${host}:${server.port}/`;

  test.each(['good.peers.test', 'other.peers.test', 'GOOD.peers.test.'])('finds %s', async (host) => {
    const outcome = await opened(to(host), '--dns-server', at, ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'dns')).toMatchObject({ ok: true, addresses: ['127.0.0.1'], servers: [at] });
    expect(phase(outcome, 'tcp')).toMatchObject({ ok: true, address: '127.0.0.1', family: 'ipv4' });
  });

  test('IPv6 first, where only IPv4 listens', async () => {
    const outcome = await opened(to('both.peers.test'), '--dns-server', at, ...hello);
    expect(phase(outcome, 'dns')!['addresses']).toEqual(expect.arrayContaining(['::1', '127.0.0.1']));
    expect(outcome.phases.filter(({ name }) => name === 'tcp')).toMatchObject([
      { ok: false, address: '::1', family: 'ipv6' },
      { ok: true, address: '127.0.0.1', family: 'ipv4' },
    ]);
  });

  test('--address-family ipv4 leaves IPv6 alone', async () => {
    const outcome = await opened(to('both.peers.test'), '--dns-server', at, '--address-family', 'ipv4', ...hello);
    expect(phase(outcome, 'dns')).toMatchObject({ addresses: ['127.0.0.1'] });
    expect(outcome.phases.filter(({ name }) => name === 'tcp').length).toBe(1);
  });

  test('both refuse', async () => {
    const outcome = await failed('ws://both.peers.test:1/', '--dns-server', at);
    expect(outcome).toMatchObject({ diagnosis: { stage: 'tcp', cause: 'connection-refused' } });
    expect(outcome.told).toMatch(/::1[\s\S]*127\.0\.0\.1|127\.0\.0\.1[\s\S]*::1/);
  });

  test('a name that does not exist', async () => {
    const outcome = await failed(to('nobody.peers.test'), '--dns-server', at);
    expect(phase(outcome, 'dns')).toMatchObject({ ok: false, code: 'ENOTFOUND', addresses: [], servers: [at] });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'dns', cause: 'name-not-found', title: 'The host name nobody.peers.test does not exist' },
      told: words(new RegExp(at)),
    });
  });

  test('a name without an address', async () => {
    const outcome = await failed(to('text.peers.test'), '--dns-server', at);
    expect(outcome).toMatchObject({ diagnosis: { stage: 'dns', title: words(/no address/) } });
    expect(outcome.diagnosis!['title']).not.toMatch(/does not exist/);
  });

  test('a name without an address of the wanted family', async () => {
    const outcome = await failed(to('six.peers.test'), '--dns-server', at, '--address-family', 'ipv4');
    expect(outcome).toMatchObject({ diagnosis: { stage: 'dns' }, told: words(/IPv4/) });
  });

  test('a name that it refuses to look up', async () => {
    const outcome = await failed(to('elsewhere.example'), '--dns-server', at);
    expect(phase(outcome, 'dns')).toMatchObject({ ok: false, code: 'EREFUSED' });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'dns', cause: 'name-server-failed' },
      told: words(/refused/),
    });
  });

  test('its second is asked where the first is not there', async () => {
    const outcome = await opened(to('good.peers.test'), '--dns-server', `127.0.0.1:1,${at}`, ...hello);
    expect(phase(outcome, 'dns')).toMatchObject({ ok: true, addresses: ['127.0.0.1'] });
  });
});

describe('a name server', () => {
  test('fails', async () => {
    const at = await nameServer({ code: 2 });
    const outcome = await failed('ws://good.peers.test/', '--dns-server', at);
    expect(phase(outcome, 'dns')).toMatchObject({ ok: false, code: 'ESERVFAIL' });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'dns', cause: 'name-server-failed', title: words(/good\.peers\.test/) },
      told: words(new RegExp(at)),
    });
  });

  test('does not answer within --dns-timeout', async () => {
    const at = await nameServer(undefined);
    const outcome = await failed('ws://good.peers.test/', '--dns-server', at, '--dns-timeout', '300');
    expect(phase(outcome, 'dns')).toMatchObject({ ok: false });
    expect(outcome).toMatchObject({
      diagnosis: { stage: words(/^(dns|timeout)$/), cause: 'dns-timeout', title: words(/good\.peers\.test.*300 ms/) },
      told: words(new RegExp(at)),
    });
  });

  test('is not there', async () => {
    expect(await failed('ws://good.peers.test/', '--dns-server', '127.0.0.1:1')).toMatchObject({
      diagnosis: { stage: 'dns', cause: 'name-server-failed' },
      told: words(/127\.0\.0\.1:1\b/),
    });
  });

  test('is slow', async () => {
    const server = await echoServer();
    try {
      const at = await nameServer({ code: 0, address: '127.0.0.1', afterMs: 300 });
      const outcome = await opened(`ws://slow.peers.test:${server.port}/`, '--dns-server', at, ...hello);
      expect(phase(outcome, 'dns')!['durationMs']).toBeGreaterThanOrEqual(290);
    } finally {
      await server.stop();
    }
  });
});
