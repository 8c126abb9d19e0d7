import { type Socket, isIP } from 'node:net';
import { type TLSSocket, checkServerIdentity, connect } from 'node:tls';
import type { TlsOptions } from '../profiles/connectionOptions.ts';
import { AttemptFailure, errorCode, errorMessage } from './attemptFailure.ts';
import { peerChain, readCertificateFiles, trustedRoots } from './certificates.ts';
import type { PhaseLog } from './phaseLog.ts';

/**
 * TLS over a connected socket. The handshake is completed first and the certificate judged afterwards, so that a bad chain
 * can be shown; then `options.verify` decides, and by default a chain that does not verify is refused.
 */
export async function startTls(
  socket: Socket,
  host: string,
  options: TlsOptions,
  log: PhaseLog,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const finish = log.begin('tls');
  const servername = isIP(host) === 0 ? host : '';
  const failed = (error: unknown): AttemptFailure => {
    socket.destroy();
    const known = error instanceof AttemptFailure ? error : undefined;
    const { code, message } = known?.failure ?? { code: errorCode(error), message: errorMessage(error) };
    finish({ name: 'tls', servername, chain: [], verified: false, ok: false, code, message });
    return known ?? new AttemptFailure({ stage: 'tls', code, message }, error);
  };

  // Reading files takes a turn of the event loop, in which the socket may fail with nobody listening.
  let early: Error | undefined;
  const keep = (error: Error): void => void (early = error);
  socket.on('error', keep);
  const files = await readCertificateFiles(options).catch((error: unknown) => {
    throw failed(error);
  });
  socket.off('error', keep);
  if (early !== undefined) throw failed(early);

  let identityProblem: string | undefined;
  const begin = (): TLSSocket => {
    try {
      return connect({
        socket,
        host,
        ...(servername === '' ? {} : { servername }),
        ALPNProtocols: ['http/1.1'],
        rejectUnauthorized: false,
        checkServerIdentity: (name, certificate) => {
          const problem = checkServerIdentity(name, certificate);
          identityProblem = problem?.message;
          return problem;
        },
        ca: trustedRoots(files.ca),
        ...(files.cert === undefined ? {} : { cert: files.cert }),
        ...(files.key === undefined ? {} : { key: files.key }),
      });
    } catch (error) {
      // Thrown at once for a key that is none, or that belongs to another certificate.
      throw failed(error);
    }
  };
  const secure = begin();
  return new Promise((resolve, reject) => {
    let settled = false;
    const abort = (): void => {
      settled = true;
      secure.destroy();
      finish({
        name: 'tls',
        servername,
        chain: [],
        verified: false,
        ok: false,
        code: 'CANCELLED',
        message: 'Given up.',
      });
      reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled'));
    };
    const fail = (error: Error): void => {
      // Hanging up is told twice, as an end and as an error.
      if (settled) return;
      settled = true;
      signal.removeEventListener('abort', abort);
      secure.destroy();
      reject(failed(error));
    };
    const endedEarly = (): void => {
      fail(
        Object.assign(new Error('The server closed the connection during the TLS handshake.'), { code: 'TLS_CLOSED' }),
      );
    };
    secure.on('error', fail);
    secure.once('end', endedEarly);
    secure.once('secureConnect', () => {
      signal.removeEventListener('abort', abort);
      secure.off('error', fail);
      secure.off('end', endedEarly);
      const verifyCode = secure.authorized ? undefined : verdictOf(secure);
      const refused = verifyCode !== undefined && options.verify !== false;
      finish({
        name: 'tls',
        servername,
        version: secure.getProtocol() ?? 'unknown',
        cipher: secure.getCipher().name,
        ...(typeof secure.alpnProtocol === 'string' ? { alpn: secure.alpnProtocol } : {}),
        chain: peerChain(secure),
        verified: secure.authorized,
        ...(verifyCode === undefined ? {} : { verifyCode }),
        ...(refused ? { code: verifyCode, message: identityProblem ?? verifyCode } : {}),
        ok: !refused,
      });
      if (refused) {
        secure.destroy();
        reject(new AttemptFailure({ stage: 'tls', code: verifyCode, message: identityProblem ?? verifyCode }));
      } else {
        resolve(secure);
      }
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** Why the chain did not verify, as OpenSSL's or Node's code. Node's types say `Error`; what it sets is the code's text. */
function verdictOf(socket: TLSSocket): string {
  const verdict: unknown = socket.authorizationError;
  return typeof verdict === 'string' ? verdict : errorCode(verdict);
}
