import { expect, test, vi } from 'vitest';
import { registerToolkit } from '../../webview/toolkit.ts';

const registered = vi.hoisted(() => [] as string[]);

// The toolkit itself needs a browser's style sheets; the browser tests see it at work.
vi.mock('@vscode/webview-ui-toolkit', () => ({
  provideVSCodeDesignSystem: () => ({ register: (...parts: string[]) => registered.push(...parts) }),
  vsCodeButton: () => 'button',
  vsCodeCheckbox: () => 'checkbox',
  vsCodeDropdown: () => 'dropdown',
  vsCodeOption: () => 'option',
  vsCodeTextArea: () => 'text-area',
  vsCodeTextField: () => 'text-field',
}));

test('the controls that the page makes are defined, and no others', () => {
  registerToolkit();
  expect(registered.sort()).toEqual(['button', 'checkbox', 'dropdown', 'option', 'text-area', 'text-field']);
});
