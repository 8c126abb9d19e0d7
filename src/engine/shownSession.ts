import type { Capture } from '../capture/capture.ts';
import type { HandshakeView, SessionId, SessionSnapshot } from '../contract/sessionView.ts';
import type { Session } from '../session/session.ts';
import type { FilterViews } from './filterViews.ts';
import type { Annotations } from './list/annotations.ts';
import type { ListRows } from './list/listRows.ts';
import type { Overview } from './overview/overview.ts';

/** One session as panels see it: a connection, or a capture file that was opened. */
export interface ShownSession {
  readonly id: SessionId;
  readonly capture: Capture;
  /** Undefined for an opened file: nothing is connected. */
  readonly session: Session | undefined;
  readonly live: boolean;
  readonly annotations: Annotations;
  /** The rows that its list shows. */
  readonly list: ListRows;
  readonly filters: FilterViews;
  readonly overview: Overview;
  snapshot(): SessionSnapshot;
  handshakes(): readonly HandshakeView[];
  dispose(): Promise<void>;
}
