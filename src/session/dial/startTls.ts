import { appendFileSync } from 'node:fs';
import { type Socket, isIP } from 'node:net';
import { type PeerCertificate, type SecureContext, type TLSSocket, checkServerIdentity, connect } from 'node:tls';
import type { CancelSignal } from '../../base/cancellation.ts';
import type { Failure } from '../../diagnosis/evidence.ts';
import type { TlsOptions } from '../../profiles/connectionOptions.ts';
import { AttemptFailure, errorCode, errorMessage } from '../attemptFailure.ts';
import type { PhaseLog } from '../phaseLog.ts';
import { abortReason, abortedPhase } from './abort.ts';
import { peerChain, presentedChain } from './certificates.ts';
import { ocspStatus } from './ocsp.ts';
import { type Trust, secureContext } from './trust.ts';

/** Whom the TLS handshake is with. */
export interface TlsPeer {
  readonly peer: 'server' | 'proxy';
  readonly host: string;
  /** Made ready while the socket was being connected; else it is made now. */
  readonly context?: Promise<SecureContext>;
  /** Told the certificates that it shows when they do not verify. */
  readonly presented?: (chain: readonly string[]) => void;
}

/**
 * TLS over a connected socket. The handshake is completed first and the certificate judged afterwards, so that a bad chain
 * can be shown; then `options.verify` decides, and by default a chain that does not verify is refused.
 */
export async function startTls(
  socket: Socket,
  { peer, host, context: prepared, presented = () => undefined }: TlsPeer,
  options: TlsOptions,
  trust: Trust,
  log: PhaseLog,
  signal: CancelSignal,
): Promise<TLSSocket> {
  const servername = options.servername ?? (isIP(host) === 0 ? host : '');
  const verifiedName = options.verifyHost ?? (servername === '' ? host : servername);
  const facts = { name: 'tls', peer, servername, verifiedName } as const;
  const nothing = { ...facts, chain: [], verified: false } as const;
  const failed = (error: unknown, end: ReturnType<PhaseLog['begin']>): AttemptFailure => {
    socket.destroy();
    const known = error instanceof AttemptFailure ? error : undefined;
    const { code, message } = known?.failure ?? { code: errorCode(error), message: errorMessage(error) };
    end({ ...nothing, ok: false, code, message });
    return new AttemptFailure({ stage: stageOf(peer), code, message }, error);
  };

  const context = await whileWatching(socket, prepared ?? secureContext(options, trust)).catch((error: unknown) => {
    throw failed(error, log.begin('tls'));
  });
  // What we make ready ourselves, files and authorities, is no part of what the server's handshake takes.
  const end = log.begin('tls');
  if (signal.aborted) {
    socket.destroy();
    end({ ...nothing, ...abortedPhase(signal) });
    throw abortReason(signal);
  }

  let identityProblem: string | undefined;
  let staple: Buffer | undefined;
  const secure = connect({
    socket,
    secureContext: context,
    host: verifiedName,
    // Without a name to send there is still one to verify.
    servername,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: false,
    requestOCSP: true,
    checkServerIdentity: (_name, certificate) => {
      const problem = identityFault(verifiedName, certificate);
      identityProblem = problem?.message;
      return problem;
    },
  });
  secure.on('OCSPResponse', (response: Buffer | null) => {
    // Node's types know no answer without a staple; it is told as null.
    if (response !== null && response.length > 0) staple = response;
  });
  if (options.keyLogFile !== undefined) logKeys(secure, options.keyLogFile);

  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      signal.removeEventListener('abort', abort);
      return true;
    };
    const abort = (): void => {
      if (!settle()) return;
      secure.destroy();
      end({ ...nothing, ...abortedPhase(signal) });
      reject(abortReason(signal));
    };
    const fail = (error: Error): void => {
      // Hanging up is told twice, as an end and as an error.
      if (!settle()) return;
      secure.destroy();
      reject(failed(error, end));
    };
    const endedEarly = (): void => {
      fail(
        Object.assign(new Error('The server closed the connection during the TLS handshake.'), { code: 'TLS_CLOSED' }),
      );
    };
    secure.on('error', fail);
    secure.once('end', endedEarly);
    secure.once('secureConnect', () => {
      if (!settle()) return;
      secure.off('error', fail);
      secure.off('end', endedEarly);
      const verifyCode = secure.authorized ? undefined : verdictOf(secure);
      // Only a chain that is not trusted can be told to be.
      if (verifyCode !== undefined) presented(presentedChain(secure));
      const refused = verifyCode !== undefined && options.verify !== false;
      // Read at once: a destroyed socket knows nothing of it any more, and whoever waits may destroy it in this very turn.
      end({
        ...facts,
        version: secure.getProtocol() ?? 'unknown',
        cipher: secure.getCipher().name,
        ...(typeof secure.alpnProtocol === 'string' ? { alpn: secure.alpnProtocol } : {}),
        resumed: secure.isSessionReused(),
        chain: peerChain(secure),
        ...(staple === undefined ? {} : { ocsp: { status: ocspStatus(staple), bytes: staple.length } }),
        verified: secure.authorized,
        ...(verifyCode === undefined ? {} : { verifyCode }),
        ...(refused ? { code: verifyCode, message: identityProblem ?? verifyCode } : {}),
        ok: !refused,
      });
      if (refused) {
        secure.destroy();
        const message = identityProblem ?? verifyCode;
        reject(new AttemptFailure({ stage: stageOf(peer), code: verifyCode, message }));
      } else resolve(secure);
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}

/** RFC 9525 §6.3: the common name does not count any more, though Node still takes it where there is no other name. */
function identityFault(name: string, certificate: PeerCertificate): Error | undefined {
  if (certificate.subjectaltname !== undefined) return checkServerIdentity(name, certificate);
  const message = `The certificate names no host: it has no subjectAltName, and ${name} is not looked for in its common name.`;
  return Object.assign(new Error(message), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
}

/** A proxy's trouble is the proxy's, whatever it is made of. */
const stageOf = (peer: TlsPeer['peer']): Failure['stage'] => (peer === 'proxy' ? 'proxy' : 'tls');

/** Reading files takes a turn of the event loop, in which the socket may fail with nobody listening. */
async function whileWatching<T>(socket: Socket, work: Promise<T>): Promise<T> {
  let early: Error | undefined;
  const keep = (error: Error): void => void (early = error);
  socket.on('error', keep);
  try {
    const done = await work;
    if (early !== undefined) throw early;
    return done;
  } finally {
    socket.off('error', keep);
  }
}

/** In the form of SSLKEYLOGFILE. Written at once: whoever decrypts a live capture reads the file while we write it. */
function logKeys(secure: TLSSocket, file: string): void {
  secure.on('keylog', (line: Buffer) => {
    try {
      appendFileSync(file, line, { mode: 0o600 });
    } catch (error) {
      const message = `The file named by tls.keyLogFile cannot be written: ${errorMessage(error)}`;
      secure.destroy(Object.assign(new Error(message), { code: 'KEY_LOG_UNWRITABLE' }));
    }
  });
}

/** Why the chain did not verify, as OpenSSL's or Node's code. Node's types say `Error`; what it sets is the code's text. */
function verdictOf(socket: TLSSocket): string {
  const verdict: unknown = socket.authorizationError;
  return typeof verdict === 'string' ? verdict : errorCode(verdict);
}
