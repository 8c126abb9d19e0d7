import assert from 'node:assert/strict';
import { type Uri, env } from 'vscode';
import type { Draft } from '../../src/contract/panelContract.ts';
import type { HandshakeView, SessionSnapshot } from '../../src/contract/sessionView.ts';
import { FrameSelection } from '../../src/host/frameSelection.ts';
import { type PanelServices, answerPanel } from '../../src/host/panelAnswers.ts';
import { profileSource } from '../support/profileSource.ts';

const signal = new AbortController().signal;
const counters = { frames: 0, messages: 0, wireBytes: 0, payloadBytes: 0 };
const session: SessionSnapshot = {
  id: 'session-1',
  url: 'ws://127.0.0.1:1/status/403',
  title: 'Refused',
  state: 'failed',
  cancelled: false,
  startedAt: 0,
  retry: undefined,
  insecure: false,
  advice: [],
  subprotocol: undefined,
  extensions: undefined,
  client: counters,
  server: counters,
  violations: 0,
  close: undefined,
  diagnoses: [
    {
      stage: 'http',
      cause: 'forbidden',
      title: 'The server answered 403 Forbidden',
      explanation: 'It knows the request and refuses it.',
      likelyCauses: [],
      evidence: [],
      remedies: [],
      section: 'RFC 9110 §15.5.4',
    },
  ],
  recordingStopped: undefined,
};

const raw = 'GET /chat HTTP/1.1\r\nHost: a.test\r\nAuthorization: Bearer hunter2\r\n\r\n';
const handshakes: readonly HandshakeView[] = [
  {
    attempt: 1,
    url: 'ws://a.test/chat',
    reason: { kind: 'first' },
    phases: [],
    request: {
      raw,
      startLine: 'GET /chat HTTP/1.1',
      headers: [
        ['Host', 'a.test'],
        ['Authorization', 'Bearer hunter2'],
      ],
      violations: [],
    },
    response: undefined,
    accepted: false,
    body: undefined,
    violations: [],
  },
];

function make(sessions: readonly SessionSnapshot[] = [], draft?: Draft, restoring = false) {
  const engineAsked: unknown[] = [];
  const opened: unknown[] = [];
  const saved: unknown[] = [];
  const selection = new FrameSelection();
  const services = {
    selection,
    engine: {
      call: (name: string, params: unknown) => {
        if (name === 'session.list') return Promise.resolve(sessions);
        if (name === 'session.handshake') return Promise.resolve(handshakes);
        engineAsked.push([name, params]);
        return Promise.resolve({});
      },
    },
    connections: {
      check: ({ url }: { url: string }) => Promise.resolve(url === 'bad' ? [{ field: 'url', message: 'bad' }] : []),
      open: (options: unknown, title: string, from: unknown) => {
        opened.push(from === undefined ? [options, title] : [options, title, from]);
        return Promise.resolve({ ok: true, session: 'session-2' });
      },
    },
    profiles: {
      all: [],
      fileOf: () => undefined,
      sources: [profileSource('user', '{}')],
      save: (file: Uri, profile: unknown) => {
        saved.push([file.toString(), profile]);
        return Promise.resolve({ ok: true });
      },
    },
    sequences: { stop: (run: string) => engineAsked.push(['stop', run]) },
    filters: { memory: () => undefined },
    secrets: { freeName: (wanted: string) => wanted },
    environments: {
      names: ['staging'],
      active: undefined,
      choose: (name: unknown) => Promise.resolve(engineAsked.push(['choose', name])),
    },
    from: 'From afar.',
    secretPatterns: () => ['seat'],
    list: {
      preferences: () => ({ fold: true }),
      density: () => 'compact',
      remember: (list: unknown) => Promise.resolve(void saved.push(['list', list])),
    },
  } as unknown as PanelServices;
  const claimed: string[] = [];
  const renamed = new Map([['old', 'session-1']]);
  const answers = answerPanel(services, {
    notify: () => undefined,
    takeDraft: () => draft,
    takeShown: () => 'session-1',
    restoring: restoring ? Promise.resolve() : undefined,
    renamed,
    own: false,
    shows: (id) => id !== 'elsewhere',
    claim: (id) => void claimed.push(id),
  });
  return { answers, engineAsked, opened, saved, claimed, selection };
}

describe('panelAnswers', () => {
  it('starts a page with the draft, the sessions, and what else there is', async () => {
    const draft = { options: { url: 'ws://127.0.0.1:1/' } };
    const start = await make([session, { ...session, id: 'session-9' }], draft).answers['panel.start']({}, signal);
    assert.deepEqual([start.draft, start.asked], [draft, true]);
    assert.deepEqual(start.secretPatterns, ['seat']);
    assert.deepEqual(start.places, [{ file: 'file:///user/websockets.json', label: 'For me, everywhere' }]);
    assert.deepEqual([start.environments, start.from], [{ names: ['staging'], active: undefined }, 'From afar.']);
    assert.deepEqual([start.list, start.density], [{ fold: true }, 'compact']);
    const other = await make().answers['panel.start']({}, signal);
    assert.deepEqual([other.draft.options.url, other.asked], ['', undefined]);
  });

  it('shows the latest session, but no live one beside the draft of another', async () => {
    const draft = { options: { url: 'ws://127.0.0.1:1/' } };
    const live = { ...session, id: 'session-9', state: 'open' as const };
    const over = { ...live, state: 'closed' as const };
    const activeOf = async (...made: Parameters<typeof make>) =>
      (await make(...made).answers['panel.start']({}, signal)).active;
    assert.equal(await activeOf([session, live]), 'session-9');
    assert.equal(await activeOf([session, live], draft), undefined);
    assert.equal(await activeOf([session, over], draft), 'session-9');
  });

  it('begins at once while captures are being opened, and tells of them when they are', async () => {
    const { answers } = make([session, { ...session, id: 'elsewhere' }], undefined, true);
    const start = await answers['panel.start']({}, signal);
    assert.deepEqual([start.restoring, start.active], [true, undefined]);
    const later = await make([session]).answers['panel.start']({}, signal);
    assert.deepEqual([later.restoring, later.renamed], [undefined, { old: 'session-1' }]);
    assert.deepEqual(await answers['panel.restored']({}, signal), {
      sessions: [session],
      active: 'session-1',
      renamed: { old: 'session-1' },
    });
  });

  it('holds what the page may not write, and gives it back when the page begins anew', async () => {
    const { answers } = make();
    assert.equal((await answers['panel.start']({}, signal)).held, undefined);
    await answers['draft.hold']({ texts: { 'auth.token': 'hunter2' } }, signal);
    assert.deepEqual((await answers['panel.start']({}, signal)).held, { 'auth.token': 'hunter2' });
  });

  it('keeps how the user likes the list', async () => {
    const { answers, saved } = make();
    await answers['list.remember']({ list: { fold: false } }, signal);
    assert.deepEqual(saved, [['list', { fold: false }]]);
  });

  it('passes what concerns a session to the engine unchanged', async () => {
    const { answers, engineAsked } = make();
    await answers['session.close']({ session: 's', code: 3000, reason: 'bye' }, signal);
    await answers['session.page']({ session: 's', first: 100, count: 50 }, signal);
    assert.deepEqual(engineAsked, [
      ['session.close', { session: 's', code: 3000, reason: 'bye' }],
      ['session.page', { session: 's', first: 100, count: 50 }],
    ]);
  });

  it('checks options without dialling', async () => {
    const { answers, opened } = make();
    assert.deepEqual(await answers['connection.check']({ options: { url: 'bad' } }, signal), [
      { field: 'url', message: 'bad' },
    ]);
    assert.deepEqual(await answers['connection.check']({ options: { url: 'ws://127.0.0.1/' } }, signal), []);
    assert.deepEqual(opened, []);
  });

  it('names a session by its profile, else by its address with secrets masked', async () => {
    const { answers, opened } = make();
    const options = { url: 'ws://user:hunter2@127.0.0.1:1/' };
    await answers['connection.open']({ options, profile: 'Echo', file: 'file:///f' }, signal);
    await answers['connection.open']({ options }, signal);
    assert.deepEqual(opened[0], [options, 'Echo', { name: 'Echo', file: 'file:///f' }]);
    const [, title] = opened[1] as [unknown, string];
    assert.ok(!title.includes('hunter2') && title.includes('127.0.0.1:1'), title);
  });

  it('saves a profile under its name', async () => {
    const { answers, saved } = make();
    const options = { url: 'ws://127.0.0.1:1/', subprotocols: ['chat'] };
    const file = profileSource('user', '{}').file.toString();
    const request = { name: 'Chat', file, edits: false, options };
    const answer = await answers['profile.save'](request, signal);
    assert.deepEqual(answer, { saved: true, options });
    assert.deepEqual(saved, [[file, { ...options, name: 'Chat' }]]);
  });

  it('writes no file that holds no profiles', async () => {
    const { answers, saved } = make();
    const request = {
      name: 'Chat',
      file: 'file:///etc/other.json',
      edits: false,
      options: { url: 'ws://127.0.0.1:1/' },
    };
    const answer = await answers['profile.save'](request, signal);
    assert.match(answer.problem ?? '', /holds no profiles/);
    assert.deepEqual([answer.saved, saved], [false, []]);
  });

  it('switches the environment', async () => {
    const { answers, engineAsked } = make();
    await answers['environment.choose']({ name: 'staging' }, signal);
    await answers['environment.choose']({}, signal);
    assert.deepEqual(engineAsked, [
      ['choose', 'staging'],
      ['choose', undefined],
    ]);
  });

  it('puts a handshake on the clipboard, its secrets masked', async () => {
    const { answers } = make();
    for (const [as, words] of [
      ['curl', /^curl /],
      ['request', /^GET \/chat HTTP\/1\.1/],
      ['markdown', /a\.test/],
    ] as const) {
      await answers['handshake.copy']({ session: 's', attempt: 1, as }, signal);
      const copied = await env.clipboard.readText();
      assert.match(copied, words);
      assert.ok(!copied.includes('hunter2'), copied);
    }
    const absent = { session: 's', attempt: 2, as: 'curl' } as const;
    await assert.rejects(async () => answers['handshake.copy'](absent, signal), /sent no request/);
  });

  it('puts the diagnosis on the clipboard', async () => {
    const { answers } = make([session]);
    await answers['diagnosis.copy']({ session: 'session-1' }, signal);
    assert.match(await env.clipboard.readText(), /403 Forbidden/);
    await assert.rejects(async () => answers['diagnosis.copy']({ session: 'gone' }, signal), /no longer there/);
  });

  it('shows a panel its own sessions only, and leaves there what is opened there', async () => {
    const { answers, claimed } = make([session, { ...session, id: 'elsewhere' }]);
    const start = await answers['panel.start']({}, signal);
    assert.deepEqual(
      [start.sessions.map(({ id }) => id), start.active, start.shown],
      [['session-1'], 'session-1', 'session-1'],
    );
    await answers['connection.open']({ options: { url: 'ws://127.0.0.1:1/' }, profile: undefined }, signal);
    assert.deepEqual(claimed, ['session-2']);
  });

  it('remembers the selected frames and writes to the clipboard', async () => {
    const { answers, selection } = make();
    await answers['frames.selected']({ session: 's', frames: [4] }, signal);
    assert.deepEqual(selection.current, { session: 's', frames: [4] });
    await answers['clipboard.write']({ text: '$.a' }, signal);
    assert.equal(await env.clipboard.readText(), '$.a');
  });
});
