import assert from 'node:assert/strict';
import { type Memento, commands } from 'vscode';
import { InputAnswers } from '../../src/host/inputAnswers.ts';
import { Cleanup } from '../support/vscodeHost.ts';

describe('inputAnswers', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);

  function make() {
    const state = new Map<string, unknown>();
    const kept = new Map<string, string>();
    const memento = {
      get: (key: string) => state.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
    } as unknown as Memento;
    const secrets = {
      get: (name: string) => Promise.resolve(kept.get(name)),
      set: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
    };
    return { answers: new InputAnswers(secrets, memento), state, kept };
  }

  it('offers the answer of the last time', async () => {
    const { answers } = make();
    const offered: unknown[] = [];
    cleanup.replace('showInputBox', ({ value }: { readonly value: string }) => {
      offered.push(value);
      return Promise.resolve('blue');
    });
    const input = { type: 'promptString', id: 'room', default: 'lobby' } as const;
    assert.deepEqual(await answers.answer(input, 'f'), { value: 'blue' });
    await answers.answer(input, 'f');
    await answers.answer(input, 'other file');
    assert.deepEqual(offered, ['lobby', 'blue', 'lobby']);
  });

  it('asks for a password once, unseen, and keeps it as a secret alone', async () => {
    const { answers, state, kept } = make();
    let asked = 0;
    cleanup.replace('showInputBox', ({ password }: { readonly password: boolean }) => {
      assert.equal(password, true);
      asked += 1;
      return Promise.resolve('hunter2');
    });
    const input = { type: 'promptString', id: 'pw', password: true } as const;
    assert.deepEqual(await answers.answer(input, 'f'), { value: 'hunter2' });
    assert.deepEqual(await answers.answer(input, 'f'), { value: 'hunter2' });
    assert.deepEqual([asked, kept.size, state.size], [1, 1, 0]);
  });

  it('lets one of a list be picked, the last one first', async () => {
    const { answers } = make();
    const offered: string[][] = [];
    cleanup.replace('showQuickPick', (items: readonly { readonly value: string }[]) => {
      offered.push(items.map(({ value }) => value));
      return Promise.resolve(items.at(-1));
    });
    const options = ['a', 'b'].map((value) => ({ label: value, value }));
    const input = { type: 'pickString', id: 'p', options } as const;
    assert.deepEqual(await answers.answer(input, 'f'), { value: 'b' });
    await answers.answer(input, 'f');
    assert.deepEqual(offered, [
      ['a', 'b'],
      ['b', 'a'],
    ]);
  });

  it('takes what a command answers, if it is a text', async () => {
    const { answers } = make();
    cleanup.own(
      commands.registerCommand('suite.answer', (given: unknown) => (given === 1 ? 5 : `got ${String(given)}`)),
    );
    const input = { type: 'command', id: 'c', command: 'suite.answer', args: 'x' } as const;
    assert.deepEqual(await answers.answer(input, 'f'), { value: 'got x' });
    const odd = await answers.answer({ ...input, args: 1 }, 'f');
    assert.ok(odd.value === undefined && /answered no text/.test(odd.problem));
  });

  it('gives nothing when the user gives up', async () => {
    const { answers } = make();
    cleanup.replace('showInputBox', () => Promise.resolve(undefined));
    cleanup.replace('showQuickPick', () => Promise.resolve(undefined));
    for (const input of [
      { type: 'promptString', id: 'a' },
      { type: 'promptString', id: 'b', password: true },
      { type: 'pickString', id: 'c', options: [] },
    ] as const) {
      const found = await answers.answer(input, 'f');
      assert.ok(found.value === undefined && /was not answered/.test(found.problem));
    }
  });
});
