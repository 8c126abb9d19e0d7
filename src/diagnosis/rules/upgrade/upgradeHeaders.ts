import { headerValue } from '../../../protocol/httpHead.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import type { Rule } from '../../rule.ts';
import { switchDiagnosis, switchViolations } from '../../switchViolations.ts';
import { quoted } from '../../wording.ts';

const rules = new Set(['upgrade-missing', 'upgrade-wrong', 'connection-missing', 'connection-wrong']);

/** A 101 whose Upgrade or Connection header is missing or says something else (RFC 6455 §4.1 items 2 and 3). */
export const upgradeHeaders: Rule = (evidence) => {
  const { response } = evidence;
  const broken = switchViolations(evidence).filter(({ rule }) => rules.has(rule));
  const first = broken[0];
  if (response === undefined || first === undefined) return undefined;
  const upgrade = headerValue(response, 'Upgrade');
  const connection = headerValue(response, 'Connection');
  const both = upgrade === undefined && connection === undefined;
  const proxy: LikelyCause = {
    cause: 'A proxy removed the header on the way back',
    because: 'Upgrade and Connection concern one hop only, and a proxy has to set them again.',
  };
  const direct: Remedy = { title: 'Connect to the server directly, around the proxy, to compare' };
  const about = { stage: 'upgrade' as const, section: 'RFC 6455 §4.1, §4.2.2' };
  const names = ['Upgrade', 'Connection', 'Via', 'Server'];
  if (first.rule === 'upgrade-wrong' && upgrade !== undefined) {
    const list = upgrade.includes(',');
    const http2 = /\bh2c?\b/i.test(upgrade);
    return switchDiagnosis(
      evidence,
      {
        ...about,
        cause: http2 && !list ? 'switched-to-http2' : 'upgrade-wrong',
        title: list
          ? `The Upgrade header lists several protocols: ${quoted(upgrade)}`
          : `The server switched to ${quoted(upgrade)}, not to "websocket"`,
        explanation:
          `Its 101 says "Upgrade: ${upgrade}", where exactly "websocket" is required. We offered only websocket` +
          (http2 && !list
            ? ', so what follows is HTTP/2 in plain text and no WebSocket.'
            : '; a client has to refuse anything else.'),
        likelyCauses: [
          http2
            ? { cause: 'A proxy adds h2c to the upgrades it knows', because: `The answer names ${quoted(upgrade)}.` }
            : {
                cause: 'The server writes the header by hand',
                because: `Libraries write "websocket", this one ${quoted(upgrade)}.`,
              },
        ],
        remedies: [{ title: 'Have the server answer "Upgrade: websocket" and nothing else' }, direct],
      },
      ...names,
    );
  }
  if (first.rule === 'connection-wrong') {
    return switchDiagnosis(
      evidence,
      {
        ...about,
        cause: 'connection-wrong',
        title: `The Connection header is ${quoted(connection ?? '')} and does not name "Upgrade"`,
        explanation:
          'A 101 has to carry "Connection: Upgrade", which marks the Upgrade header as meant for this very hop. Without it clients refuse the switch.',
        likelyCauses: [
          {
            cause: 'A proxy replaced the header by its own',
            because: `It says ${quoted(connection ?? '')}, as proxies do for ordinary answers.`,
          },
        ],
        remedies: [{ title: 'nginx: proxy_set_header Connection "upgrade"; other proxies: pass upgrades on' }, direct],
      },
      ...names,
    );
  }
  const missing = both ? 'Upgrade and Connection' : upgrade === undefined ? 'Upgrade' : 'Connection';
  return switchDiagnosis(
    evidence,
    {
      ...about,
      cause: both ? 'upgrade-headers-missing' : upgrade === undefined ? 'upgrade-missing' : 'connection-missing',
      title: `The server answered 101 without ${both ? 'the Upgrade and Connection headers' : `the ${missing} header`}`,
      explanation: `The status says that the protocol is switched, but ${missing} ${both ? 'are' : 'is'} missing, so it is not said to what. A client has to refuse that.`,
      likelyCauses: [
        proxy,
        {
          cause: 'The server writes its answer by hand and leaves it out',
          because: 'Every WebSocket library sends both headers.',
        },
      ],
      remedies: [{ title: 'Have the server send "Upgrade: websocket" and "Connection: Upgrade" with its 101' }, direct],
    },
    ...names,
  );
};
