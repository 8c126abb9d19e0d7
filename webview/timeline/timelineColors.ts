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
    focus: color('focusBorder'),
  };
}
