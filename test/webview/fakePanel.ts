import type { FrameRow } from '../../src/contract/framePage.ts';
import { type FrameAside, type ListPage, type ListRow, encodeListPage } from '../../src/contract/listPage.ts';
import { CallError } from '../../src/contract/rpc.ts';
import type { FrameDetail, HandshakeView, HeadView, SessionSnapshot } from '../../src/contract/sessionView.ts';
import { createActions } from '../../webview/actions.ts';
import type { Panel, PanelCaller } from '../../webview/panel.ts';
import { type PanelState, initialState } from '../../webview/panelState.ts';
import { createStore } from '../../webview/store.ts';

export type Answers = Readonly<Record<string, (params: Record<string, unknown>) => unknown>>;

export interface FakePanel extends Panel {
  /** Every call so far: name and parameters. */
  readonly calls: [name: string, params: unknown][];
  readonly caller: PanelCaller;
  notify(name: string, body: unknown): void;
}

/** A panel whose extension answers as told; what it has no answer for it refuses. */
export function fakePanel(state: Partial<PanelState> = {}, answers: Answers = {}): FakePanel {
  const calls: [string, unknown][] = [];
  const listeners: [string, (body: unknown) => void][] = [];
  const call = (name: string, params: unknown): Promise<unknown> => {
    calls.push([name, params]);
    const answer = answers[name];
    if (answer === undefined) return Promise.reject(new CallError('refused', `No answer for ${name}.`));
    return new Promise((resolve) => resolve(answer(params as Record<string, unknown>)));
  };
  const caller = {
    call,
    onNotice: (name: string, listener: (body: unknown) => void) => {
      listeners.push([name, listener]);
      return { dispose: () => undefined };
    },
  } as unknown as PanelCaller;
  const store = createStore<PanelState>({ ...initialState, ...state });
  const notify = (name: string, body: unknown): void => {
    for (const [wanted, listener] of listeners) if (wanted === name) listener(body);
  };
  return { store, actions: createActions(store, caller.call), call: caller.call, calls, caller, notify };
}

/** Lets everything that waits on promises go on. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Lets the next painting come. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

export function byTestId(root: ParentNode, id: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-testid="${id}"]`);
  if (found === null) throw new Error(`Nothing with the test id ${id}`);
  return found;
}

export const allByTestId = (root: ParentNode, id: string): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`),
];

/** Types into one of the toolkit's fields. */
export function type(field: HTMLElement, text: string): void {
  (field as unknown as { value: string }).value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

export const press = (element: HTMLElement, key: string, more: KeyboardEventInit = {}): boolean =>
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));

const none = { frames: 0, messages: 0, wireBytes: 0, payloadBytes: 0 };

export const snapshot = (more: Partial<SessionSnapshot> = {}): SessionSnapshot => ({
  id: 's1',
  url: 'ws://127.0.0.1:9001/echo',
  title: '127.0.0.1:9001/echo',
  state: 'open',
  cancelled: false,
  startedAt: 1000,
  subprotocol: undefined,
  extensions: undefined,
  client: none,
  server: none,
  violations: 0,
  close: undefined,
  diagnoses: [],
  recordingStopped: undefined,
  retry: undefined,
  insecure: false,
  advice: [],
  ...more,
});

export const frameRow = (frame: number, more: Partial<FrameRow> = {}): FrameRow => ({
  frame,
  from: 'server',
  atMs: frame,
  sinceMs: frame === 0 ? undefined : 1,
  fin: true,
  rsv1: false,
  rsv2: false,
  rsv3: false,
  opcode: 1,
  masked: false,
  complete: true,
  payloadLength: 5,
  payloadReceived: 5,
  wireLength: 7,
  inflatedLength: undefined,
  message: frame + 1,
  violations: 0,
  preview: `row ${frame}`,
  previewCut: false,
  ...more,
});

export const listRow = (frame: number, more: Partial<FrameRow> = {}, aside: FrameAside = {}): ListRow => ({
  kind: 'frame',
  frame: frameRow(frame, more),
  aside,
});

/** The answer to `session.rows` of a session whose frames are those of `rows`. */
export const listPage = (rows: readonly ListRow[], total: number, more: Partial<ListPage> = {}): ArrayBuffer =>
  encodeListPage({ rows, total, events: 0, frames: total, startedAtMs: 1000, ...more });

export const frameDetail = (more: Partial<FrameDetail> = {}): FrameDetail => ({
  number: 1,
  from: 'server',
  atMs: 1.5,
  fin: true,
  rsv: [false, false, false],
  opcode: 1,
  masked: false,
  maskingKey: undefined,
  lengthForm: 7,
  payloadLength: 5,
  payloadReceived: 5,
  wireLength: 7,
  header: Uint8Array.of(0x81, 0x05),
  message: {
    number: 1,
    opcode: 1,
    firstFrame: 1,
    lastFrame: 1,
    frames: 1,
    compressed: false,
    wireLength: 5,
    length: 5,
  },
  violations: [],
  ...more,
});

export const headOf = (startLine: string, headers: readonly (readonly [string, string])[]): HeadView => ({
  startLine,
  headers,
  raw: [startLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n'),
  violations: [],
});

export const handshakeView = (more: Partial<HandshakeView> = {}): HandshakeView => ({
  attempt: 1,
  url: 'ws://127.0.0.1:9001/echo',
  reason: { kind: 'first' },
  phases: [],
  request: headOf('GET /echo HTTP/1.1', [['Host', '127.0.0.1:9001']]),
  response: {
    ...headOf('HTTP/1.1 101 Switching Protocols', [['Upgrade', 'websocket']]),
    status: 101,
    reason: 'Switching Protocols',
  },
  accepted: true,
  body: undefined,
  violations: [],
  ...more,
});

export const refused = (text: string): HandshakeView =>
  handshakeView({
    response: { ...headOf('HTTP/1.1 403 Forbidden', [['Server', 'nginx']]), status: 403, reason: 'Forbidden' },
    accepted: false,
    body: { text, hex: undefined, contentType: 'text/plain', wireLength: text.length, truncated: false },
  });
