import type { Phase } from '../../src/contract/sessionView.ts';
import { wireNodes } from '../detail/visibleText.ts';
import { el } from '../dom.ts';
import { factTable } from './factTable.ts';
import { maskedRaw } from './maskedHead.ts';
import { phaseResult } from './phaseWords.ts';

export type ProxyPhase = Extract<Phase, { readonly name: 'proxy' }>;

const KINDS: Readonly<Record<ProxyPhase['kind'], string>> = {
  http: 'HTTP, by CONNECT',
  https: 'HTTP over TLS, by CONNECT',
  socks4: 'SOCKS 4',
  socks5: 'SOCKS 5',
};

const SOURCES: Readonly<Record<ProxyPhase['from'], string>> = {
  options: 'the options of this connection',
  editor: 'the settings of VS Code',
  environment: 'the environment',
};

/** The way through a proxy: which one, who named it, and what was said to it and by it. Credentials are never shown. */
export function proxyView(phase: ProxyPhase): HTMLElement {
  return el(
    'div',
    { role: 'group', class: 'proxy', testid: 'proxy-exchange', 'aria-label': 'Proxy' },
    el('h3', {}, 'Proxy'),
    factTable([
      ['Proxy', phase.proxy],
      ['Kind', KINDS[phase.kind]],
      ['Named by', SOURCES[phase.from]],
      ['Result', phase.status === undefined ? phaseResult(phase) : `${phaseResult(phase)}, status ${phase.status}`],
    ]),
    el('div', { class: 'columns' }, said('We said', phase.request), said('The proxy answered', phase.response)),
  );
}

function said(title: string, text: string | undefined): HTMLElement | false {
  if (text === undefined || text === '') return false;
  return el(
    'div',
    { class: 'column' },
    el('h4', {}, title),
    el('pre', { class: 'raw-head', tabindex: 0, role: 'group', 'aria-label': title }, ...wireNodes(maskedRaw(text))),
  );
}
