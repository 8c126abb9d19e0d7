import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { el, setText } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';

type Retry = NonNullable<SessionSnapshot['retry']>;

const SECOND_MS = 1000;

/** `Trying again (2 of 5) in 3 s`, second by second, while the shown session waits before its next try. */
export function retryCountdown({ store }: Panel): HTMLElement {
  const ticking = el('span', { testid: 'retry', role: 'timer' });
  // Read out once a try: a second that is read out is no longer true when it is heard.
  const said = el('span', { class: 'only-read', role: 'status' });
  const element = el('span', { class: 'fact retry', hidden: true }, ticking, said);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tick = (retry: Retry): void => {
    const left = Math.max(0, retry.at - Date.now());
    setText(ticking, words(retry, left));
    timer = left === 0 ? undefined : setTimeout(() => tick(retry), left % SECOND_MS || SECOND_MS);
  };
  store.watch(
    (state) => key(activeSession(state)),
    () => {
      clearTimeout(timer);
      const retry = activeSession(store.get())?.retry;
      element.hidden = retry === undefined;
      setText(said, retry === undefined ? '' : `Trying again, ${retry.number} of ${retry.of}.`);
      if (retry === undefined) setText(ticking, '');
      else tick(retry);
    },
  );
  return element;
}

const words = ({ number, of, askedByServer = false }: Retry, left: number): string => {
  const when = left === 0 ? 'now' : `in ${Math.ceil(left / SECOND_MS)} s`;
  return `Trying again (${number} of ${of}) ${when}${askedByServer ? ', as the server asked' : ''}`;
};

/** Equal while the same wait goes on: each snapshot has an object of its own. */
const key = (session: SessionSnapshot | undefined): string =>
  session?.retry === undefined ? '' : JSON.stringify([session.id, session.retry]);
