import assert from 'node:assert/strict';
import { aboutReference } from '../../src/host/referenceWords.ts';
import { referencesIn } from '../../src/profiles/references.ts';
import { profileSource } from '../support/profileSource.ts';
import { variableServices } from '../support/variableServices.ts';

const source = profileSource(
  'workspace',
  `{
    "variables": {
      "port": "9001", "host": "h.test:\${port}", "bearer": "Bearer \${secret:t}", "key": "\${env:API_KEY}", "loop": "\${loop}"
    },
    "environments": { "staging": { "port": "9002" } },
    "inputs": [{ "id": "room", "type": "promptString" }],
    "profiles": [{ "name": "chat", "url": "ws://\${host}/", "variables": { "seat": "12" } }]
  }`,
);
const env = { HOME_PORT: '7', API_KEY: 'hunter2', ODD: '9fQ2xLm47ZbTq81RkV0c' };

describe('aboutReference', () => {
  const services = (more: Parameters<typeof variableServices>[0] = {}) =>
    variableServices({
      env,
      profiles: { find: () => ({ profile: source.profiles[0]!, source }), sources: [source] },
      ...more,
    });
  const about = (written: string, more?: Parameters<typeof variableServices>[0]): Promise<string> => {
    const [found] = referencesIn(written);
    assert.ok(found);
    return aboutReference(services(more), found.reference, source, source.profiles[0]);
  };

  it('tells the value that is filled in, what it is made of, and from where', async () => {
    assert.equal(await about('${host}'), '`${host}` is `h.test:9001`, which is `h.test:${port}`, from this file.');
    assert.match(await about('${host}', { environments: { active: 'staging' } }), /is `h\.test:9002`/);
    assert.equal(await about('${seat}'), '`${seat}` is `12`, from the profile "chat".');
    assert.equal(await about('${env:HOME_PORT}'), '`${env:HOME_PORT}` is `7`.');
  });

  it('shows no secret', async () => {
    const secrets = { get: () => Promise.resolve('hunter2'), set: () => Promise.reject(new Error('set')) };
    const all = [];
    for (const written of ['${secret:t}', '${bearer}', '${key}', '${env:API_KEY}', '${env:ODD}'])
      all.push(await about(written, { secrets }));
    assert.ok(!/hunter2|9fQ2xLm47/.test(all.join('\n')), all.join('\n'));
    assert.match(all[0] ?? '', /It has a value/);
    assert.match(all[1] ?? '', /is `Bearer \$\{secret:t\}`, from this file/);
    assert.match(all[2] ?? '', /•••/);
    assert.match(await about('${secret:t}'), /no value yet/);
  });

  it('tells what is wrong, and asks for nothing', async () => {
    assert.match(await about('${nobody}'), /has no value\. There is no variable "nobody"/);
    assert.match(await about('${loop}'), /never ends/);
    assert.match(await about('${nonsense:x}'), /is not known/);
    assert.match(await about('${input:room}'), /asked for when the connection is opened/);
    assert.match(await about('${command:x.y}'), /the answer of that command/);
  });

  it('tells nothing from outside in a workspace that is not trusted', async () => {
    const wary = { trusted: () => false };
    assert.match(await about('${env:HOME_PORT}', wary), /not trusted/);
    assert.match(await about('${host}', wary), /h\.test:9001/);
  });
});
