import { headerValue } from '../../protocol/httpHead.ts';
import type { ProbeResult, ProbeRow } from '../../diagnosis/probe.ts';
import { phasesNamed } from '../../diagnosis/phases.ts';
import { suggestedSubprotocols } from '../../diagnosis/suggestedSubprotocols.ts';
import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { ladderOf } from './ladder.ts';
import { plainGet } from './plainGet.ts';
import { type Surroundings, type Tried, tryOnce } from './tryOnce.ts';
import { type Variant, variantsOf } from './variants.ts';

/** All attempts of a probe, the ordinary request included. */
export const MOST_ATTEMPTS = 20;
const ATTEMPT_TIMEOUT_MS = 5_000;

/**
 * Finds the difference that makes a connection work: as it was asked for, an ordinary request, then variants that change one thing,
 * one at a time, to the same host only. `told` hears of each row as it comes; the signal stops at once.
 */
export async function probe(
  asked: ConnectionOptions,
  surroundings: Surroundings,
  told: (row: ProbeRow) => void,
): Promise<ProbeResult> {
  const timeoutMs = Math.min(asked.handshakeTimeout ?? ATTEMPT_TIMEOUT_MS, ATTEMPT_TIMEOUT_MS);
  // Redirects lead elsewhere, and trying again is what this does by itself.
  const { reconnect: _again, keepAlive: _pings, idleTimeout: _idle, ...once } = asked;
  const base: ConnectionOptions = { ...once, followRedirects: false, handshakeTimeout: timeoutMs };
  const rows: ProbeRow[] = [];
  const run = async (variant: Pick<Variant, 'id' | 'title' | 'options'>): Promise<Tried> => {
    const began = performance.now();
    const tried = await tryOnce(variant.options, surroundings);
    if (!surroundings.signal.aborted) {
      const row = rowOf(variant, tried, performance.now() - began);
      rows.push(row);
      told(row);
    }
    return tried;
  };

  const first = await run({ id: 'as-asked', title: 'as it was asked for', options: base });
  const reached = first.evidence.phases.every(({ name, ok }) => ok || (name !== 'dns' && name !== 'tls'));
  const get = reached && !surroundings.signal.aborted ? await plainGet(base, surroundings, timeoutMs) : undefined;
  const ladder = ladderOf(first, get);
  if (first.accepted) {
    return { ladder, rows, conclusion: 'The connection is accepted now, as it was asked for. What failed has passed.' };
  }
  const variants = variantsOf(base, knownFrom(first)).slice(0, MOST_ATTEMPTS - 2);
  const accepted: Variant[] = [];
  for (const variant of variants) {
    if (surroundings.signal.aborted) break;
    const tried = await run(variant);
    if (tried.accepted) accepted.push(variant);
  }
  return { ladder, rows, ...conclude(rows, accepted, variants.length, surroundings.signal.aborted) };
}

function rowOf({ id, title }: Pick<Variant, 'id' | 'title'>, tried: Tried, ms: number): ProbeRow {
  const { status } = tried.evidence.response ?? { status: 0 };
  return {
    id,
    title,
    accepted: tried.accepted,
    ...(status === 0 ? {} : { status }),
    said: tried.accepted ? 'Accepted with 101' : (tried.diagnosis?.title ?? 'Not accepted'),
    durationMs: Math.round(ms * 1000) / 1000,
  };
}

function knownFrom({ evidence }: Tried) {
  const { response, body } = evidence;
  const selected = response === undefined ? undefined : headerValue(response, 'Sec-WebSocket-Protocol');
  const named = (selected ?? '').split(/\s*,\s*/).filter((name) => name !== '');
  const addresses = phasesNamed(evidence, 'dns').flatMap((phase) => phase.addresses);
  return {
    subprotocols: [...named, ...suggestedSubprotocols(body)],
    bothFamilies: addresses.some((one) => one.includes(':')) && addresses.some((one) => !one.includes(':')),
    viaProxy: evidence.asked.proxy !== undefined,
  };
}

function conclude(
  rows: readonly ProbeRow[],
  accepted: readonly Variant[],
  planned: number,
  stopped: boolean,
): Pick<ProbeResult, 'conclusion' | 'remedy'> {
  const [best, ...others] = accepted;
  const before = stopped ? `Stopped after ${rows.length} of ${planned + 1} attempts. ` : '';
  if (best === undefined) {
    const [asked] = rows;
    // A path that is not there is no step forward.
    const other = rows.find(({ status }) => status !== undefined && status !== asked?.status && status !== 404);
    const differs =
      other === undefined || asked === undefined
        ? ''
        : ` ${capital(other.title)} the answer is ${other.status}${asked.status === undefined ? '' : ` instead of ${asked.status}`}: it is looked at.`;
    return { conclusion: `${before}No single change of ${planned} makes the server accept the connection.${differs}` };
  }
  const more = others.length === 0 ? '' : ` So it is ${others.map(({ title }) => title).join(', and ')}.`;
  return {
    conclusion: `${before}The connection is accepted ${best.title}; nothing else was changed.${more}`,
    ...(best.change === undefined ? {} : { remedy: { title: `Connect ${best.title}`, change: best.change } }),
  };
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
