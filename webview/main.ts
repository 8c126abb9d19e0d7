import './cspNonce.ts';
import '@vscode/codicons/dist/codicon.css';
import './style/main.css';
import type { PanelMethods, PanelNotices } from '../src/contract/panelContract.ts';
import { createCaller } from '../src/contract/rpc.ts';
import { webviewPort } from './port.ts';
import { start } from './start.ts';
import { registerToolkit } from './toolkit.ts';

registerToolkit();
const api = acquireVsCodeApi();
void start(document.body, api, createCaller<PanelMethods, PanelNotices>(webviewPort(api)));
