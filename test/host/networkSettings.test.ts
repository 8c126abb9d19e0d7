import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:https';
import { ConfigurationTarget, window, workspace } from 'vscode';
import { WebSocketServer } from 'ws';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { createEngineClient } from '../../src/host/engineClient.ts';
import { networkSettings } from '../../src/host/networkSettings.ts';
import type { NetworkSettings } from '../../src/profiles/network.ts';
import { type Identity, SYSTEM_AUTHORITY, makeIdentity } from '../support/hostile/certificate.ts';
import { Cleanup, eventually, workerScript, workspaceFolder } from '../support/vscodeHost.ts';

const cleanup = new Cleanup();

async function set(section: string, key: string, value: unknown): Promise<void> {
  const settings = workspace.getConfiguration(section);
  await settings.update(key, value, ConfigurationTarget.Global);
  cleanup.later(() => settings.update(key, undefined, ConfigurationTarget.Global));
}

describe('networkSettings', () => {
  afterEach(cleanup.run);

  it('tells what VS Code’s settings say of the network', async () => {
    const editor = networkSettings().editor!;
    assert.deepEqual([editor.proxySupport, editor.proxy, editor.proxyStrictSSL], [true, '', true]);
    await set('http', 'proxy', 'http://proxy.test:3128');
    await set('http', 'noProxy', ['.intern.test']);
    await set('http', 'proxyAuthorization', 'Basic abc');
    await set('http', 'proxyStrictSSL', false);
    await set('http', 'systemCertificates', false);
    const changed = networkSettings();
    assert.deepEqual(changed.editor, {
      proxySupport: true,
      proxy: 'http://proxy.test:3128',
      noProxy: ['.intern.test'],
      proxyAuthorization: 'Basic abc',
      proxyStrictSSL: false,
    });
    assert.equal(changed.systemCertificates, false);
    await set('http', 'proxySupport', 'off');
    assert.equal(networkSettings().editor?.proxySupport, false);
  });

  it('finds the files of our own setting from the workspace on', async () => {
    assert.deepEqual(networkSettings().ca, []);
    await set('websocketInspector', 'tls.ca', ['certs/ca.pem', '/etc/ca.pem']);
    assert.deepEqual(networkSettings().ca, [join(workspaceFolder().fsPath, 'certs/ca.pem'), '/etc/ca.pem']);
  });
});

describe('certificate authorities in the extension host', () => {
  afterEach(cleanup.run);

  /** Serves `wss:` with a certificate of that authority. */
  async function serve(issuer: Identity & { readonly commonName: string }): Promise<string> {
    const { certificate, key } = makeIdentity({ commonName: 'server', altNames: ['127.0.0.1'], issuer });
    const server = createServer({ cert: certificate, key });
    const sockets = new WebSocketServer({ server });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanup.later(() => {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
    });
    return `wss://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /** How a connection through the engine, in its own thread, comes out. */
  async function outcome(url: string, network: NetworkSettings): Promise<string> {
    const log = cleanup.own(window.createOutputChannel('suite: certificates', { log: true }));
    const engine = cleanup.own(createEngineClient(await workerScript(), log));
    let latest: SessionSnapshot | undefined;
    engine.onNotice('session.changed', (snapshot) => (latest = snapshot));
    const captureFile = join(cleanup.folder().fsPath, 'tls.pcapng');
    await engine.call('session.open', { options: { url }, title: 'TLS', captureFile, network });
    return eventually(() => {
      if (latest?.state === 'open') return 'open';
      return latest?.state === 'failed' ? (latest.diagnoses[0]?.cause ?? 'failed') : undefined;
    }, 'the session opens or fails');
  }

  const systemAuthority = () => ({
    commonName: SYSTEM_AUTHORITY,
    certificate: readFileSync(process.env['WSI_SYSTEM_AUTHORITY']!, 'utf8'),
    key: readFileSync(process.env['WSI_SYSTEM_AUTHORITY_KEY']!, 'utf8'),
  });

  it('one that only the system’s store knows is trusted, unless the store is switched off', async () => {
    const url = await serve(systemAuthority());
    assert.equal(await outcome(url, networkSettings()), 'open');
    await set('http', 'systemCertificates', false);
    assert.equal(await outcome(url, networkSettings()), 'certificate-unknown-issuer');
  });

  it('one that only our setting names is trusted, and without it is not', async () => {
    const authority = { commonName: 'Setting Root', ...makeIdentity({ commonName: 'Setting Root' }) };
    const url = await serve(authority);
    assert.equal(await outcome(url, networkSettings()), 'certificate-unknown-issuer');
    const file = join(cleanup.folder().fsPath, 'authority.pem');
    writeFileSync(file, authority.certificate);
    await set('websocketInspector', 'tls.ca', [file]);
    assert.equal(await outcome(url, networkSettings()), 'open');
  });
});
