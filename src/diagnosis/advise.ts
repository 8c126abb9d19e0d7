import type { Advice } from './advice/advice.ts';
import type { AdviceRule, Surroundings } from './advice/adviceRule.ts';
import { closedByServer } from './advice/closedByServer.ts';
import { expiresSoon } from './advice/expiresSoon.ts';
import { foreignOrigin } from './advice/foreignOrigin.ts';
import { manyConnections } from './advice/manyConnections.ts';
import { notVerified } from './advice/notVerified.ts';
import { oldTls } from './advice/oldTls.ts';
import { secretInQuery } from './advice/secretInQuery.ts';
import { silence } from './advice/silence.ts';
import { slowOpening } from './advice/slowOpening.ts';
import { unencrypted } from './advice/unencrypted.ts';
import type { Evidence } from './evidence.ts';

const rules: readonly AdviceRule[] = [
  unencrypted,
  notVerified,
  oldTls,
  expiresSoon,
  secretInQuery,
  foreignOrigin,
  manyConnections,
  slowOpening,
  silence,
];

/** What could be better about a connection that was accepted; nothing here is an error. */
export function advise(evidence: Evidence, surroundings: Surroundings): readonly Advice[] {
  if (evidence.handshake?.accepted !== true) return [];
  return rules.flatMap((rule) => rule(evidence, surroundings) ?? []);
}

/** What is worth a word about a connection that is over, though nothing went wrong. */
export function adviseAfter(evidence: Evidence, surroundings: Surroundings): readonly Advice[] {
  const advice = closedByServer(evidence, surroundings);
  return advice === undefined ? [] : [advice];
}
