// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { themeColors } from '../../../webview/timeline/timelineColors.ts';

test("the theme's colours, and the text's where the theme has none", () => {
  const { style } = document.documentElement;
  style.setProperty('--vscode-charts-green', '#00ff00');
  style.setProperty('--vscode-panel-border', '#123456');
  style.color = 'rgb(1, 2, 3)';
  const colors = themeColors(document.documentElement);
  expect(colors).toMatchObject({ client: '#00ff00', line: '#123456' });
  expect(colors.focus).toBe('rgb(1, 2, 3)');
  expect(colors.selectionAlpha).toBe(1);
  style.setProperty('--vscode-contrastBorder', '#ffffff');
  expect(themeColors(document.documentElement)).toMatchObject({ line: '#ffffff', selectionAlpha: 0.25 });
  style.removeProperty('--vscode-contrastBorder');
});
