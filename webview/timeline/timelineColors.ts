import type { TimelineColors } from './drawTimeline.ts';

/** The theme's colours at this moment: a canvas knows no custom properties. */
export function themeColors(element: Element): TimelineColors {
  const style = getComputedStyle(element);
  const color = (...names: readonly string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value !== '') return value;
    }
    return style.color;
  };
  return {
    client: color('charts-green'),
    server: color('charts-blue'),
    line: color('contrastBorder', 'panel-border', 'widget-border'),
    warn: color('editorWarning-foreground', 'charts-yellow'),
    mark: color('descriptionForeground'),
    selection: color('editor-selectionBackground', 'list-inactiveSelectionBackground'),
    // In high contrast it is white or black for text that is turned to the other; bars and marks are not.
    selectionAlpha: style.getPropertyValue('--vscode-contrastBorder').trim() === '' ? 1 : 0.25,
    focus: color('focusBorder'),
  };
}
