import type { CloseNotice, ControlFrame, ReplayConnection, ReplayMessage } from '../replay/replayConnection.ts';
import type { Session } from '../session/session.ts';

const OPCODE_TEXT = 0x1;
const OPCODE_BINARY = 0x2;

/** A session as a run sees it. Messages from now on are kept until the run listens. */
export function replayConnection(session: Session): ReplayConnection & { readonly dispose: () => void } {
  session.deliverMessages();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const messages = new Held<ReplayMessage>();
  const controls = new Held<ControlFrame>();
  const subscriptions = [
    session.onServerMessage(({ binary, bytes, number }) => {
      messages.fire({ opcode: binary ? OPCODE_BINARY : OPCODE_TEXT, bytes, number });
    }),
    session.onPing((bytes) => controls.fire({ kind: 'ping', bytes })),
    session.onPong((bytes) => controls.fire({ kind: 'pong', bytes })),
  ];
  return {
    send: (kind, bytes) =>
      kind === 'text' ? session.outgoing.text(decoder.decode(bytes)) : session.outgoing.binary(bytes),
    sendFragments: (kind, pieces) => session.outgoing.fragments(kind === 'binary', pieces),
    ping: (bytes) => session.outgoing.ping(bytes),
    close: (code, reason) => session.close(code, reason),
    onMessage: (listener) => messages.listen(listener),
    onControl: (listener) => controls.listen(listener),
    onClose: (listener) => {
      let wanted = true;
      void session.ended.then(() => {
        if (wanted) listener(closeNotice(session));
      });
      return { dispose: () => void (wanted = false) };
    },
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** A greeting may come in the same packet as the 101, before anybody listens: it is kept until then. */
class Held<T> {
  #waiting: T[] = [];
  #listener: ((value: T) => void) | undefined;

  fire(value: T): void {
    if (this.#listener === undefined) this.#waiting.push(value);
    else this.#listener(value);
  }

  listen(listener: (value: T) => void): { dispose(): void } {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const value of waiting) listener(value);
    return { dispose: () => void (this.#listener = () => undefined) };
  }
}

function closeNotice(session: Session): CloseNotice {
  const closing = session.capture.attempts.at(-1)?.closing;
  const [diagnosis] = session.diagnoses();
  return {
    code: closing?.code ?? 1006,
    reason: closing?.reason ?? '',
    by: closing?.first?.from ?? closing?.ended?.by ?? 'network',
    clean: closing?.clean ?? false,
    ...(diagnosis === undefined ? {} : { problem: diagnosis.title, cause: diagnosis.cause }),
  };
}
