import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { method } from '../../src/contract/method.ts';
import { CallError, type Port, createCaller, createNotifier, serve } from '../../src/contract/rpc.ts';

const methods = {
  add: method(v.object({ a: v.number(), b: v.number() })).returns<number>(),
  wait: method(v.object({})).returns<string>(),
  bytes: method(v.object({})).returns<ArrayBuffer>(),
};
interface Notices {
  tick: number;
}

/** Two ports joined by a real MessageChannel, so that values are cloned as they are in the product. */
function channel() {
  const { port1, port2 } = new MessageChannel();
  const wrap = (port: MessagePort): Port => ({
    post: (message, transfer) => port.postMessage(message, [...(transfer ?? [])]),
    onMessage: (listener) => {
      const receive = (event: MessageEvent): void => listener(event.data);
      port.addEventListener('message', receive);
      port.start();
      return { dispose: () => port.removeEventListener('message', receive) };
    },
  });
  return { near: wrap(port1), far: wrap(port2), close: () => port1.close() };
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function pair() {
  const { near, far, close } = channel();
  const problems: string[] = [];
  let aborted = false;
  const server = serve(
    far,
    methods,
    {
      add: ({ a, b }) => {
        if (a === 13) throw new Error('13 is not added here.');
        return a + b;
      },
      wait: (_params, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            resolve('stopped');
          });
        }),
      bytes: () => Uint8Array.of(1, 2, 3).buffer,
    },
    (problem) => problems.push(problem),
  );
  const caller = createCaller<typeof methods, Notices>(near);
  ends.push(() => {
    caller.dispose();
    server.dispose();
    close();
  });
  return { near, far, caller, server, problems, wasAborted: () => aborted };
}

describe('a call', () => {
  it('is answered with the result of its handler', async () => {
    const { caller } = pair();
    await expect(caller.call('add', { a: 2, b: 3 })).resolves.toBe(5);
    expect(new Uint8Array(await caller.call('bytes', {}))).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('fails with the words of the error that the handler threw, and the other side stays alive', async () => {
    const { caller, problems } = pair();
    await expect(caller.call('add', { a: 13, b: 1 })).rejects.toMatchObject({
      kind: 'refused',
      message: '13 is not added here.',
    });
    expect(problems).toEqual(['add failed']);
    await expect(caller.call('add', { a: 1, b: 1 })).resolves.toBe(2);
  });

  it('with bad parameters is refused and names the place', async () => {
    const { caller } = pair();
    const bad = { a: 1, b: 'two' } as unknown as { a: number; b: number };
    await expect(caller.call('add', bad)).rejects.toThrow(/Bad parameters for add at b/);
  });

  it('of an unknown method is refused, also of one that every object has', async () => {
    const { caller } = pair();
    const call = caller.call as (name: string, params: unknown) => Promise<unknown>;
    await expect(call('subtract', {})).rejects.toThrow('There is no method "subtract".');
    await expect(call('toString', {})).rejects.toThrow('There is no method "toString".');
  });

  it('times out and tells the other side to stop', async () => {
    const { caller, wasAborted } = pair();
    await expect(caller.call('wait', {}, { timeoutMs: 20 })).rejects.toMatchObject({ kind: 'timeout' });
    await vi.waitFor(() => expect(wasAborted()).toBe(true));
  });

  it('can be cancelled, before it began too', async () => {
    const { caller, wasAborted } = pair();
    const controller = new AbortController();
    const call = caller.call('wait', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ kind: 'cancelled' });
    await vi.waitFor(() => expect(wasAborted()).toBe(true));
    await expect(caller.call('wait', {}, { signal: controller.signal })).rejects.toBeInstanceOf(CallError);
  });

  it('fails when the other side is gone, with the reason, now and later', async () => {
    const { caller } = pair();
    const call = caller.call('wait', {});
    caller.gone('The engine stopped: out of memory.');
    await expect(call).rejects.toMatchObject({ kind: 'gone', message: 'The engine stopped: out of memory.' });
    await expect(caller.call('add', { a: 1, b: 1 })).rejects.toThrow('out of memory');
  });
});

describe('a port', () => {
  it('survives anything that is no request', async () => {
    const { near, caller, problems } = pair();
    for (const junk of [null, 7, 'x', [], {}, { kind: 'request' }, { kind: 'request', id: 'a', name: 1 }])
      near.post(junk);
    await expect(caller.call('add', { a: 1, b: 2 })).resolves.toBe(3);
    expect(problems).toHaveLength(7);
  });

  it('carries notices to those who listen, until they stop', async () => {
    const { far, caller } = pair();
    const seen: number[] = [];
    const notify = createNotifier<Notices>(far);
    const subscription = caller.onNotice('tick', (body) => seen.push(body));
    notify('tick', 1);
    await vi.waitFor(() => expect(seen).toEqual([1]));
    subscription.dispose();
    notify('tick', 2);
    await caller.call('add', { a: 1, b: 1 });
    expect(seen).toEqual([1]);
  });

  it('stops running handlers when the answering side ends', async () => {
    const { caller, server, wasAborted } = pair();
    const call = caller.call('wait', {}, { timeoutMs: 200 });
    call.catch(() => undefined);
    await caller.call('add', { a: 1, b: 1 });
    server.dispose();
    expect(wasAborted()).toBe(true);
  });
});
