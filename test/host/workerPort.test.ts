import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { workerPort } from '../../src/host/workerPort.ts';
import { Cleanup, until } from '../support/vscodeHost.ts';

const echo = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m));`;

describe('workerPort', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  it('carries messages both ways until the listener is disposed', async () => {
    const worker = new Worker(echo, { eval: true });
    cleanup.later(() => worker.terminate());
    const port = workerPort(worker);
    const heard: unknown[] = [];
    const second: unknown[] = [];
    const listening = port.onMessage((message) => heard.push(message));
    port.onMessage((message) => second.push(message));
    port.post({ n: 1 });
    await until(() => second.length === 1, 'the first echo');
    listening.dispose();
    port.post({ n: 2 });
    await until(() => second.length === 2, 'the second echo');
    assert.deepEqual(heard, [{ n: 1 }]);
    assert.deepEqual(second, [{ n: 1 }, { n: 2 }]);
  });

  it('hands a buffer over instead of copying it', async () => {
    const worker = new Worker(echo, { eval: true });
    cleanup.later(() => worker.terminate());
    const port = workerPort(worker);
    const heard: unknown[] = [];
    port.onMessage((message) => heard.push(message));
    const buffer = new Uint8Array([1, 2, 3]).buffer;
    port.post(buffer, [buffer]);
    assert.equal(buffer.byteLength, 0);
    await until(() => heard.length === 1, 'the echo');
    assert.deepEqual(new Uint8Array(heard[0] as ArrayBuffer), new Uint8Array([1, 2, 3]));
  });
});
