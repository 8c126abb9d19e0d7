import type { Failure } from '../diagnosis/evidence.ts';
import type { StreamEnd } from '../protocol/closingHandshake.ts';
import { errorCode, errorMessage } from './attemptFailure.ts';
import { CLOSE_TIMEOUT_MS } from './endpoint.ts';
import type { EvidenceLog } from './evidenceLog.ts';

type Seen = Pick<EvidenceLog, 'response' | 'handshake' | 'closing'>;

/** What an error of the endpoint means beside what the witness saw; undefined where the server's answer itself says it. */
export function endpointFailure(error: Error, { response, handshake }: Seen): Failure | undefined {
  const code = errorCode(error);
  const message = errorMessage(error);
  if (response !== undefined && response.status !== 101 && response.status !== 0) return undefined;
  // What zlib makes of a compressed message comes with a code of its own.
  if (/^(WS_ERR|Z)_/.test(code)) return { stage: 'framing', code, message };
  if (response?.status === 101 && code === 'UNKNOWN') return { stage: 'upgrade', code: 'REFUSED_BY_CLIENT', message };
  return { stage: stageOf(code, handshake?.accepted === true), code, message };
}

/** What the end of the server's bytes means; undefined for one that is in order. `code` is the system's. */
export function streamFailure(how: StreamEnd, code: string | undefined, seen: Seen): Failure | undefined {
  // We ended TCP ourselves: after a Close that means that the server took too long (RFC 6455 §7.1.1).
  if (how === 'abandoned' && code === undefined && seen.closing?.first !== undefined) {
    const message = `The server did not end the connection within ${CLOSE_TIMEOUT_MS} ms of the Close.`;
    return { stage: 'closing', code: 'CLOSE_TIMEOUT', message, timeoutMs: CLOSE_TIMEOUT_MS };
  }
  if (how === 'fin' || code === undefined) return undefined;
  const message = `The connection ended with ${code}.`;
  return { stage: stageOf(code, seen.handshake?.accepted === true), code, message };
}

function stageOf(code: string, open: boolean): Failure['stage'] {
  if (open) return 'closing';
  return /^ERR_(SSL|TLS)/.test(code) ? 'tls' : 'http';
}
