import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { createConnections } from '../../src/host/connections.ts';
import type { EngineClient } from '../../src/host/engineClient.ts';
import type { ProfileRef, ProfileSource } from '../../src/host/profileStore.ts';
import type { VariableServices } from '../../src/host/variableSources.ts';
import { profileSource } from '../support/profileSource.ts';
import { variableServices } from '../support/variableServices.ts';

const env = { TOKEN: 't0p', HOST: '127.0.0.1' };
const asked: { name: string; params: unknown }[] = [];
const engine = {
  call: (name: string, params: unknown) => {
    asked.push({ name, params });
    return Promise.resolve({ ok: true, session: 'session-1' });
  },
} as unknown as EngineClient;
const network = { ca: ['/ca.pem'] };
const captures = { newFile: () => Promise.resolve('/captures/1.pcapng') };

const make = (more: Partial<VariableServices> = {}, defaults = {}) =>
  createConnections(engine, captures, variableServices({ env, ...more }), {
    network: () => network,
    defaults: () => defaults,
  });

/** A store with these files. */
const storeOf = (...sources: readonly ProfileSource[]): VariableServices['profiles'] => ({
  sources,
  find: (wanted) => {
    const { name, file } = typeof wanted === 'string' ? { name: wanted, file: undefined } : wanted;
    const all = sources.flatMap((source) => source.profiles.map((profile) => ({ profile, source })));
    return all.find((one) => one.profile.name === name && (file === undefined || one.source.file.toString() === file));
  },
});

describe('connections', () => {
  beforeEach(() => asked.splice(0));

  it('fills in variables of the environment', async () => {
    const resolved = await make().resolve({
      url: 'ws://${env:HOST}/echo',
      headers: [['Authorization', 'Bearer ${env:TOKEN}']],
    });
    assert.deepEqual(resolved, {
      ok: true,
      options: { url: 'ws://127.0.0.1/echo', headers: [['Authorization', 'Bearer t0p']] },
    });
  });

  it('gives a workspace that is not trusted no environment, secrets, settings, commands and files', async () => {
    const wary = make({ trusted: () => false, secrets: { get: () => assert.fail(), set: () => assert.fail() } });
    for (const value of ['${env:TOKEN}', '${secret:t}', '${config:http.proxy}', '${command:x.y}']) {
      const resolved = await wary.resolve({ url: 'ws://127.0.0.1/', origin: value });
      assert.ok(!resolved.ok);
      assert.equal(resolved.problems[0]?.field, 'origin');
      assert.match(resolved.problems[0].message, /not trusted/);
      assert.ok(!JSON.stringify(resolved).includes('t0p'));
    }
    const files = await wary.resolve({ url: 'wss://127.0.0.1/', tls: { ca: ['ca.pem'], keyLogFile: '/keys.log' } });
    assert.ok(!files.ok);
    assert.deepEqual(
      files.problems.map(({ part }) => part),
      ['ca', 'keyLogFile'],
    );
    assert.equal((await wary.resolve({ url: 'ws://127.0.0.1/${workspaceFolderBasename}' })).ok, true);
  });

  it("lets the user's own profiles have them there, without the workspace's variables", async () => {
    const user = profileSource(
      'user',
      '{ "variables": { "t": "${env:TOKEN}" }, "profiles": [ { "name": "mine", "url": "ws://h/${t}" } ] }',
    );
    const own = profileSource(
      'workspace',
      '{ "variables": { "t": "x" }, "profiles": [ { "name": "theirs", "url": "ws://h/${u}" } ] }',
    );
    const wary = make({ trusted: () => false, profiles: storeOf(own, user) });
    const ref = (source: ProfileSource, name: string): ProfileRef => ({ name, file: source.file.toString() });
    assert.deepEqual(await wary.resolve({ url: 'ws://h/${t}' }, ref(user, 'mine')), {
      ok: true,
      options: { url: 'ws://h/t0p' },
    });
    assert.equal((await wary.resolve({ url: 'ws://h/${t}' }, ref(own, 'theirs'))).ok, true);
    const leak = profileSource('user', '{ "variables": { "u": "secret" } }');
    const refused = await make({ trusted: () => false, profiles: storeOf(own, leak) }).resolve(
      { url: 'ws://h/${u}' },
      ref(own, 'theirs'),
    );
    assert.ok(!refused.ok && /no variable "u"/.test(refused.problems[0]?.message ?? ''));
  });

  it('checks without asking for anything, and judges what can be judged', async () => {
    const inputs = { answer: () => assert.fail('asked') };
    const profiles = storeOf(profileSource('workspace', '{ "inputs": [ { "id": "i", "type": "promptString" } ] }'));
    const connections = make({ inputs, profiles });
    assert.deepEqual(
      await connections.check({ url: 'ws://${input:i}/', auth: { type: 'bearer', token: '${secret:t}' } }),
      [],
    );
    const problems = await connections.check({ url: 'ws://${input:nope}/', subprotocols: ['a b'] });
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['url', 'subprotocols'],
    );
  });

  it('asks for secrets and inputs when it is serious', async () => {
    const profiles = storeOf(profileSource('workspace', '{ "inputs": [ { "id": "i", "type": "promptString" } ] }'));
    const secrets = { get: () => Promise.resolve('s3cret'), set: () => assert.fail() };
    const inputs = { answer: () => Promise.resolve({ value: 'room' }) };
    assert.deepEqual(await make({ profiles, secrets, inputs }).resolve({ url: 'ws://h/${input:i}?${secret:t}' }), {
      ok: true,
      options: { url: 'ws://h/room?s3cret' },
    });
  });

  it('dials nothing while there is a problem', async () => {
    const opened = await make().open({ url: 'ftp://127.0.0.1/', subprotocols: ['no token'] }, 'title');
    assert.ok(!opened.ok);
    assert.deepEqual(opened.problems.map(({ field }) => field).sort(), ['subprotocols', 'url']);
    assert.deepEqual(asked, []);
  });

  it("opens with a capture file of its own, the settings' defaults behind the connection's own options", async () => {
    const connections = make({}, { handshakeTimeout: 7, idleTimeout: 9 });
    const opened = await connections.open({ url: 'ws://${env:HOST}:80/', idleTimeout: 8 }, 'Echo');
    assert.deepEqual(opened, { ok: true, session: 'session-1' });
    const options = { handshakeTimeout: 7, idleTimeout: 8, url: 'ws://127.0.0.1:80/' };
    assert.deepEqual(asked, [
      { name: 'session.open', params: { options, title: 'Echo', captureFile: '/captures/1.pcapng', network } },
    ]);
  });

  it("looks for files in the folder of the profile's file", async () => {
    const folder = { uri: Uri.file('/home/me/api'), name: 'api', index: 0 };
    const profiles = storeOf(profileSource('workspace', '{}', folder));
    const tls = { ca: ['ca.pem', '/etc/ca.pem', '-----BEGIN CERTIFICATE-----\n'], cert: 'c.pem', key: 'k.pem' };
    const resolved = await make({ profiles }).resolve({ url: 'wss://h/', tls });
    assert.ok(resolved.ok);
    assert.deepEqual(resolved.options.tls, {
      ca: [Uri.file('/home/me/api/ca.pem').fsPath, '/etc/ca.pem', '-----BEGIN CERTIFICATE-----\n'],
      cert: Uri.file('/home/me/api/c.pem').fsPath,
      key: Uri.file('/home/me/api/k.pem').fsPath,
    });
  });
});
