import type { ConnectionOptions, OptionProblem, ReconnectOptions } from '../connectionOptions.ts';
import { optionSpec } from '../optionSpec.ts';

/** RFC 6455 §5.5: the payload of a control frame. */
const CONTROL_PAYLOAD_MAX = 125;
const LEAST_WINDOW_BITS = 8;

/** What only makes sense together: keep-alive, reconnecting, compression. */
export function checkLife(options: ConnectionOptions): readonly OptionProblem[] {
  const { keepAlive, reconnect, compression } = options;
  const problems: OptionProblem[] = [];
  const length = new TextEncoder().encode(keepAlive?.payload ?? '').length;
  if (length > CONTROL_PAYLOAD_MAX) {
    const message = `The Ping's payload is ${length} bytes long in UTF-8; at most ${CONTROL_PAYLOAD_MAX} fit into a control frame (RFC 6455 §5.5).`;
    problems.push({ field: 'keepAlive', part: 'payload', message });
  }
  if (keepAlive?.timeout !== undefined && (keepAlive.interval ?? 0) === 0) {
    const message = 'No Pings are sent, so no Pong can be missing. Set "interval" too, or remove "timeout".';
    problems.push({ field: 'keepAlive', part: 'timeout', message });
  }
  problems.push(...checkWaits(reconnect ?? {}));
  const bits = compression?.clientMaxWindowBits ?? 0;
  if (bits > 0 && bits < LEAST_WINDOW_BITS) {
    const message = 'A window has 8 to 15 bits (RFC 7692 §7.1.2.2). 0 keeps the parameter out of the offer.';
    problems.push({ field: 'compression', part: 'clientMaxWindowBits', message });
  }
  return problems;
}

function checkWaits({ delay, maxDelay }: ReconnectOptions): readonly OptionProblem[] {
  const { delay: delaySpec, maxDelay: maxDelaySpec } = optionSpec.reconnect.fields;
  const first = delay ?? delaySpec.default ?? 0;
  const longest = maxDelay ?? maxDelaySpec.default ?? 0;
  if (first <= longest) return [];
  if (maxDelay !== undefined) {
    const message = 'The longest wait is shorter than the first one. Raise it, or lower "delay".';
    return [{ field: 'reconnect', part: 'maxDelay', message }];
  }
  const message = `The first wait is longer than the longest one, which is ${longest} when it is left out. Set "maxDelay" too, or lower "delay".`;
  return [{ field: 'reconnect', part: 'delay', message }];
}
