import type { FrameDetail, SessionSnapshot } from '../../src/contract/sessionView.ts';
import { OPCODE, isControl } from '../../src/protocol/opcode.ts';
import { iconButton } from '../controls.ts';
import { el, fill, setText } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { type PanelState, activeSession } from '../panelState.ts';
import { trouble } from '../trouble.ts';
import { closeSummary, frameSummary } from './frameSummary.ts';
import { payloadViews } from './payloadViews.ts';
import { FIRST_PIECE, type Payload, type PayloadSource, createPayload } from './payload.ts';
import { payloadActions } from './payloadActions.ts';
import type { MessageContext } from './payloadContent.ts';
import { readingTools } from './reading.ts';
import { scopeSwitch } from './scopeSwitch.ts';
import { violationList } from './violations.ts';

interface Shown {
  readonly session: string;
  /** 0-based. */
  readonly frame: number;
  readonly detail: FrameDetail;
  readonly payload: Payload;
  readonly of: 'frame' | 'message';
}

/** The selected frame in full. What is shown changes only when the newly selected frame is here, all of it at once; `left` is called when the user closed it. */
export function detailPane(panel: Panel, left: () => void): HTMLElement {
  const { store, actions, call } = panel;
  const failed = (error: unknown): void => store.update(trouble(error));
  const views = payloadViews(panel, failed);
  const summary = el('div', { class: 'detail-summary' });
  const notes = el('div', { class: 'detail-notes' });
  const close = iconButton('close', 'Close details', () => leave(), { class: 'detail-close' });
  const scope = scopeSwitch((of) => {
    if (shown === undefined) return;
    wished = of;
    void load(shown.session, shown.frame);
  });
  const reading = readingTools(panel, () => goBack());
  const bar = el('div', { class: 'detail-bar' }, views.bar, scope.element);
  const source = (): PayloadSource | undefined =>
    shown === undefined ? undefined : { session: shown.session, frame: shown.frame, of: shown.of };
  const head = el('div', { class: 'detail-head' }, reading.tools, summary, payloadActions(panel, source), close);
  const pane = el(
    'section',
    { class: 'detail', testid: 'detail', 'aria-label': 'Selected frame', hidden: true },
    head,
    notes,
    bar,
    views.panel,
  );

  let shown: Shown | undefined;
  /** What the user chose for the selected frame, however often that is read again. */
  let wished: Shown['of'] | undefined;
  const leave = (): void => {
    actions.select(undefined);
    left();
  };
  const goBack = (): void => {
    store.update({ reading: false });
    left();
  };
  let loading = new AbortController();
  /** The session has changed while a frame was being read: that reading may be older. */
  let missed = false;

  const load = async (session: string, frame: number): Promise<void> => {
    loading.abort();
    loading = new AbortController();
    const { signal } = loading;
    pane.setAttribute('aria-busy', 'true');
    try {
      const detail = await call('session.frame', { session, frame }, { signal });
      const fitting =
        detail.message?.compressed === true || isFolded(store.get(), session, detail) ? 'message' : 'frame';
      const chosen = wished ?? fitting;
      const payload = createPayload(call, { session, frame, of: chosen }, signal);
      await payload.load(1);
      if (!signal.aborted) show({ session, frame, detail, payload, of: chosen });
    } catch (error) {
      if (!signal.aborted) failed(error);
    } finally {
      if (!signal.aborted) {
        pane.removeAttribute('aria-busy');
        if (missed) settle();
      }
    }
  };

  const show = (next: Shown): void => {
    tell(next);
    // What is read of a long frame stays as it is until all of it has come.
    const before = shown;
    const isMore = before?.session === next.session && before.frame === next.frame && before.of === next.of;
    if (isMore && unsettled(next) && before.payload.total() >= FIRST_PIECE) {
      shown = { ...next, payload: before.payload };
      return;
    }
    shown = next;
    const { detail, payload, of, session, frame } = next;
    pane.dataset['vscodeContext'] = JSON.stringify({ webviewSection: 'frame', session, frame, of });
    views.show({
      frame: detail,
      payload,
      source: { session, frame, of },
      context: contextOf(detail, of, activeSession(store.get())),
    });
  };

  const tell = ({ detail, payload, of }: Shown): void => {
    fill(summary, frameSummary(detail));
    scope.show(detail, of);
    const problem = payload.problem();
    const note = el('p', { class: 'payload-problem' });
    setText(note, problem ?? '');
    const closing =
      detail.opcode === OPCODE.close && el('p', { class: 'close-summary' }, closeSummary(payload.bytes()));
    fill(notes, closing, problem !== undefined && note, violationList(detail.violations));
  };

  /** More may come: the frame's rest, or the message that it belongs to. */
  const unsettled = ({ detail }: Shown): boolean =>
    detail.payloadReceived < detail.payloadLength || (detail.message === undefined && !isControl(detail.opcode));

  /** Reads the shown frame again while more of it may come. */
  const settle = (): void => {
    missed = false;
    if (shown === undefined || shown.session !== store.get().active || shown.frame !== selectedFrame()) return;
    if (unsettled(shown)) void load(shown.session, shown.frame);
  };

  const selectedFrame = (): number | undefined => {
    const { active, selected } = store.get();
    return active === undefined ? undefined : selected[active];
  };
  const followSelection = (): void => {
    const { active } = store.get();
    const frame = selectedFrame();
    pane.hidden = frame === undefined;
    if (active === undefined || frame === undefined) {
      loading.abort();
      shown = undefined;
    } else if (shown?.session !== active || shown.frame !== frame) {
      wished = undefined;
      void load(active, frame);
    }
  };
  store.watch((state) => state.active, followSelection);
  store.watch((state) => (state.active === undefined ? undefined : state.selected[state.active]), followSelection);
  store.watch(activeSession, (session) => {
    if (session === undefined || shown?.session !== session.id) return;
    missed = pane.hasAttribute('aria-busy');
    if (!missed) settle();
  });
  pane.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') (reading.covers() ? goBack : leave)();
  });
  return pane;
}

/** The frame's row stands for its whole message. */
function isFolded({ list, otherwise }: PanelState, session: string, { number, message }: FrameDetail): boolean {
  if (message === undefined || message.frames === 1 || message.firstFrame !== number) return false;
  return list.fold !== (otherwise[session] ?? []).includes(number - 1);
}

/** What lenses need to know; undefined for what is no whole data message. */
function contextOf(
  detail: FrameDetail,
  of: 'frame' | 'message',
  session: SessionSnapshot | undefined,
): MessageContext | undefined {
  const { message, from } = detail;
  if (message === undefined || (of === 'frame' && (message.frames !== 1 || message.compressed))) return undefined;
  return {
    from,
    opcode: message.opcode === OPCODE.text ? 'text' : 'binary',
    subprotocol: session?.subprotocol,
    url: session?.url,
  };
}
