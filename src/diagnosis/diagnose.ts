import type { Diagnosis } from './diagnosis.ts';
import { wasOpen } from './ending.ts';
import type { Evidence } from './evidence.ts';
import type { Rule } from './rule.ts';
import { optionsRefused } from './rules/asked/optionsRefused.ts';
import { closeCutShort } from './rules/closing/closeCutShort.ts';
import { closeUnanswered } from './rules/closing/closeUnanswered.ts';
import { dropped } from './rules/closing/dropped.ts';
import { idle } from './rules/closing/idle.ts';
import { insideFrame } from './rules/closing/insideFrame.ts';
import { ownLimit } from './rules/closing/ownLimit.ts';
import { ownTimeout } from './rules/closing/ownTimeout.ts';
import { pingsUnanswered } from './rules/closing/pingsUnanswered.ts';
import { tcpKeptOpen } from './rules/closing/tcpKeptOpen.ts';
import { nameNotFound } from './rules/dns/nameNotFound.ts';
import { nameServerFailed } from './rules/dns/nameServerFailed.ts';
import { noAddress } from './rules/dns/noAddress.ts';
import { framingViolations } from './rules/framing/framingViolations.ts';
import { badRequest } from './rules/http/badRequest.ts';
import { clientCertificate } from './rules/http/clientCertificate.ts';
import { engineIo } from './rules/http/engineIo.ts';
import { forbidden } from './rules/http/forbidden.ts';
import { gatewayFailed } from './rules/http/gatewayFailed.ts';
import { headTooLarge } from './rules/http/headTooLarge.ts';
import { hostRefused } from './rules/http/hostRefused.ts';
import { malformedHead } from './rules/http/malformedHead.ts';
import { noAnswer } from './rules/http/noAnswer.ts';
import { notAnUpgrade } from './rules/http/notAnUpgrade.ts';
import { notFound } from './rules/http/notFound.ts';
import { otherProtocol } from './rules/http/otherProtocol.ts';
import { otherStatus } from './rules/http/otherStatus.ts';
import { plainRequestOnTlsPort } from './rules/http/plainRequestOnTlsPort.ts';
import { redirected } from './rules/http/redirected.ts';
import { requestTooLarge } from './rules/http/requestTooLarge.ts';
import { subprotocolWanted } from './rules/http/subprotocolWanted.ts';
import { tooManyRequests } from './rules/http/tooManyRequests.ts';
import { unauthorized } from './rules/http/unauthorized.ts';
import { upgradeRequired } from './rules/http/upgradeRequired.ts';
import { notRecognised } from './rules/notRecognised.ts';
import { proxyUnusable } from './rules/proxy/proxyUnusable.ts';
import { proxyCertificate } from './rules/proxy/proxyCertificate.ts';
import { proxyBroken } from './rules/proxy/proxyBroken.ts';
import { proxyRefused } from './rules/proxy/proxyRefused.ts';
import { socksRefused } from './rules/proxy/socksRefused.ts';
import { connectFailed } from './rules/tcp/connectFailed.ts';
import { connectionRefused } from './rules/tcp/connectionRefused.ts';
import { unreachable } from './rules/tcp/unreachable.ts';
import { handshakeTimeout } from './rules/timeout/handshakeTimeout.ts';
import { interimOnly } from './rules/timeout/interimOnly.ts';
import { serverNotReading } from './rules/timeout/serverNotReading.ts';
import { throughProxy } from './throughProxy.ts';
import { certificateRefused } from './rules/tls/certificateRefused.ts';
import { ownTls } from './rules/tls/ownTls.ts';
import { plainTextOnTlsPort } from './rules/tls/plainTextOnTlsPort.ts';
import { tlsAlert } from './rules/tls/tlsAlert.ts';
import { tlsFailed } from './rules/tls/tlsFailed.ts';
import { acceptHeader } from './rules/upgrade/acceptHeader.ts';
import { extensions } from './rules/upgrade/extensions.ts';
import { refusedByClient } from './rules/upgrade/refusedByClient.ts';
import { subprotocol } from './rules/upgrade/subprotocol.ts';
import { upgradeHeaders } from './rules/upgrade/upgradeHeaders.ts';

/** Why a connection did not open. The first that speaks leads; narrower rules stand before the wider ones of their stage. */
const beforeOpening: readonly Rule[] = [
  optionsRefused,
  nameNotFound,
  noAddress,
  nameServerFailed,
  connectionRefused,
  unreachable,
  connectFailed,
  ownTls,
  proxyUnusable,
  proxyCertificate,
  socksRefused,
  proxyRefused,
  proxyBroken,
  plainTextOnTlsPort,
  certificateRefused,
  tlsAlert,
  tlsFailed,
  plainRequestOnTlsPort,
  interimOnly,
  headTooLarge,
  handshakeTimeout,
  otherProtocol,
  noAnswer,
  malformedHead,
  upgradeHeaders,
  acceptHeader,
  subprotocol,
  extensions,
  redirected,
  notAnUpgrade,
  clientCertificate,
  requestTooLarge,
  engineIo,
  hostRefused,
  subprotocolWanted,
  badRequest,
  unauthorized,
  forbidden,
  notFound,
  upgradeRequired,
  tooManyRequests,
  gatewayFailed,
  otherStatus,
  refusedByClient,
];

/** What is wrong with a 101 that was taken all the same. */
const thoughOpened: readonly Rule[] = [malformedHead, upgradeHeaders, acceptHeader, subprotocol, extensions];

/** Why an open connection did not end cleanly. */
const afterOpening: readonly Rule[] = [
  ownLimit,
  ownTimeout,
  insideFrame,
  tcpKeptOpen,
  closeUnanswered,
  closeCutShort,
  tlsAlert,
  serverNotReading,
  pingsUnanswered,
  idle,
  dropped,
];

const first = (rules: readonly Rule[], evidence: Evidence): Diagnosis[] => {
  for (const rule of rules) {
    const diagnosis = rule(evidence);
    if (diagnosis !== undefined) return [diagnosis];
  }
  return [];
};

/**
 * Explains an attempt that failed, or a connection that did not end cleanly; the leading cause comes first. Empty when all went well,
 * while a healthy connection lasts, and when the user cancelled. More than one only where several broken rules of the framing ended it.
 */
export function diagnose(evidence: Evidence): readonly Diagnosis[] {
  return explained(evidence).map((diagnosis) => throughProxy(diagnosis, evidence));
}

function explained(evidence: Evidence): readonly Diagnosis[] {
  if (evidence.failure?.stage === 'cancelled') return [];
  if (!wasOpen(evidence)) {
    const found = [...first(beforeOpening, evidence)];
    if (found.length > 0 || !failed(evidence)) return found;
    return [notRecognised(evidence)];
  }
  const framing = framingViolations(evidence);
  if (framing.length > 0) return framing;
  const found = first([...thoughOpened, ...afterOpening], evidence);
  if (found.length > 0 || !endedUncleanly(evidence)) return found;
  return [notRecognised(evidence)];
}

function failed({ failure, response, traffic }: Evidence): boolean {
  return failure !== undefined || (response !== undefined && response.status !== 101) || traffic.endedMs !== undefined;
}

function endedUncleanly({ failure, closing, traffic }: Evidence): boolean {
  if (closing?.clean === true) return failure !== undefined && failure.stage !== 'closing';
  return failure !== undefined || traffic.endedMs !== undefined || closing?.ended !== undefined;
}
