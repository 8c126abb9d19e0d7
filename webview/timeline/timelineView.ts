import type { Timeline, TimelineMark } from '../../src/contract/overview.ts';
import { el, icon, setAttribute, setText } from '../dom.ts';
import { filterOf } from '../filter/sessionFilter.ts';
import type { Panel } from '../panel.ts';
import { trouble } from '../trouble.ts';
import { type Measure, drawTimeline } from './drawTimeline.ts';
import { type TimeSpan, type TimeView, ordered, panned, timeAt, wholeTime, xOf, zoomed } from './timeScale.ts';
import { timeTerm } from './timeTerm.ts';
import { themeColors } from './timelineColors.ts';
import { createTimelineLoader } from './timelineLoader.ts';
import { formatMoment, spanWords, timelineWords } from './timelineWords.ts';

/** CSS pixels of one bar. */
const BAR = 4;
const ZOOM_STEP = 1.3;
/** The pointer is this near to a mark that it means. */
const NEAR = 5;

/** How much happened when, above the list: to see, to zoom into, and to drag over for the frames of a span of time. */
export function timelineView(panel: Panel): HTMLElement {
  const { store, actions } = panel;
  const canvas = el('canvas', { class: 'timeline-canvas', 'aria-hidden': 'true' });
  const track = el(
    'div',
    {
      class: 'timeline-track',
      role: 'slider',
      tabindex: 0,
      testid: 'timeline',
      'aria-label': 'Timeline',
      'aria-valuemin': 0,
      'aria-description':
        'Left and Right move, with Shift they select a span of time, Enter shows its frames, plus and minus zoom, 0 shows all.',
    },
    canvas,
  );
  const start = el('span');
  const middle = el('span', { class: 'timeline-said', testid: 'timeline-said' });
  const end = el('span');
  const measure = el('button', { type: 'button', class: 'link', testid: 'timeline-measure' });
  const whole = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': 'Show all of the time',
      title: 'Show all of the time (0)',
      testid: 'timeline-whole',
    },
    icon('screen-normal'),
  );
  const caption = el('div', { class: 'timeline-caption' }, start, measure, middle, whole, end);
  const element = el('div', { class: 'timeline', testid: 'timeline-area' }, track, caption);

  let timeline: Timeline | undefined;
  let view: TimeView = wholeTime;
  let by: Measure = 'frames';
  let selection: TimeSpan | undefined;
  let cursor: number | undefined;

  /** Asking for it makes the browser lay the page out: once for each size is enough. */
  let measured: number | undefined;
  const width = (): number => (measured ??= track.clientWidth);
  const spans = (): number => Math.max(20, Math.min(2000, Math.floor(width() / BAR)));
  const loader = createTimelineLoader(
    panel,
    (loaded) => {
      timeline = loaded;
      paint();
    },
    (error) => store.update(trouble(error)),
  );
  const load = (): void => loader.want({ ...view, spans: spans() });

  const paint = (): void => {
    const there = timeline;
    setText(middle, selection === undefined ? '' : `${formatMoment(selection.from)} to ${formatMoment(selection.to)}`);
    setAttribute(element, 'data-empty', there === undefined || there.end === 0);
    if (there === undefined) return;
    const ratio = window.devicePixelRatio || 1;
    const height = track.clientHeight;
    if (canvas.width !== Math.round(width() * ratio)) canvas.width = Math.round(width() * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext('2d');
    pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (pen !== null) {
      const focused = document.activeElement === track ? cursor : undefined;
      drawTimeline(pen, {
        timeline: there,
        by,
        selection,
        cursor: focused,
        colors: themeColors(track),
        width: width(),
        height,
      });
    }
    paintWords(there);
  };

  const paintWords = (there: Timeline): void => {
    setText(start, formatMoment(there.from));
    setText(end, formatMoment(there.to));
    setText(measure, by === 'frames' ? 'Frames' : 'Bytes');
    setAttribute(measure, 'title', by === 'frames' ? 'Show bytes per time' : 'Show frames per time');
    whole.hidden = view === wholeTime;
    const { frames } = there.client;
    const at =
      cursor === undefined ? undefined : Math.floor(((cursor - there.from) / (there.to - there.from)) * frames.length);
    setAttribute(track, 'aria-valuemax', Math.max(1, Math.round(there.end)));
    setAttribute(track, 'aria-valuenow', Math.min(Math.round(cursor ?? 0), Math.max(1, Math.round(there.end))));
    const inside = at !== undefined && at >= 0 && at < frames.length;
    setAttribute(track, 'aria-valuetext', inside ? spanWords(there, at) : timelineWords(there));
  };

  const look = (next: TimeView): void => {
    view = next;
    load();
  };
  const select = (next: TimeSpan | undefined): void => {
    selection = next;
    paint();
  };
  /** The span that the filter of the session leaves: what is selected beyond that is a wish until Enter. */
  const applied = (): TimeSpan | undefined => timeTerm(filterOf(store.get(), store.get().active).text);
  const markAt = (there: Timeline, x: number): TimelineMark | undefined =>
    there.marks.find(({ atMs }) => Math.abs(xOf(there, atMs, width()) - x) <= NEAR);
  const goTo = (ms: number): void => void actions.goToTime(ms);

  track.addEventListener('pointerdown', (down) => {
    if (timeline === undefined || down.button !== 0) return;
    const there = timeline;
    const { left } = track.getBoundingClientRect();
    const begun = down.clientX - left;
    const before = selection;
    const spanTo = (event: PointerEvent): TimeSpan =>
      ordered(timeAt(there, begun, width()), timeAt(there, event.clientX - left, width()));
    const far = (event: PointerEvent): boolean => Math.abs(event.clientX - left - begun) > NEAR;
    const moved = (event: PointerEvent): void => select(far(event) ? spanTo(event) : before);
    window.addEventListener('pointermove', moved);
    window.addEventListener(
      'pointerup',
      (up) => {
        window.removeEventListener('pointermove', moved);
        if (far(up)) {
          actions.showTime(spanTo(up));
          return;
        }
        const mark = markAt(there, begun);
        if (mark?.frame !== undefined) actions.select(mark.frame);
        else if (before === undefined) goTo(timeAt(there, begun, width()));
        else actions.showTime(undefined);
      },
      { once: true },
    );
  });
  track.addEventListener('pointermove', (event) => {
    if (timeline === undefined || event.buttons !== 0) return;
    const x = event.clientX - track.getBoundingClientRect().left;
    const { frames } = timeline.client;
    const span = Math.min(frames.length - 1, Math.max(0, Math.floor((x / width()) * frames.length)));
    setAttribute(track, 'title', markAt(timeline, x)?.title ?? spanWords(timeline, span));
  });
  track.addEventListener(
    'wheel',
    (event) => {
      if (timeline === undefined) return;
      event.preventDefault();
      const x = event.clientX - track.getBoundingClientRect().left;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        look(panned(timeline, Math.sign(event.deltaX || event.deltaY) / 10, timeline.end));
      } else {
        look(
          zoomed(timeline, timeAt(timeline, x, width()), event.deltaY > 0 ? ZOOM_STEP : 1 / ZOOM_STEP, timeline.end),
        );
      }
    },
    { passive: false },
  );
  track.addEventListener('dblclick', () => look(wholeTime));
  whole.addEventListener('click', () => look(wholeTime));
  measure.addEventListener('click', () => {
    by = by === 'frames' ? 'bytes' : 'frames';
    paint();
  });
  for (const event of ['focus', 'blur'] as const) track.addEventListener(event, paint);

  const keyed = (event: KeyboardEvent, there: Timeline): boolean => {
    const step = (there.to - there.from) / there.client.frames.length;
    const at = cursor ?? there.from;
    const move = (to: number): void => {
      const before = cursor ?? at;
      cursor = Math.min(there.to, Math.max(there.from, to));
      const fixed = before === selection?.from ? selection.to : before === selection?.to ? selection.from : before;
      select(event.shiftKey ? ordered(fixed, cursor) : applied());
    };
    switch (event.key) {
      case 'ArrowRight':
        move(at + step);
        return true;
      case 'ArrowLeft':
        move(at - step);
        return true;
      case 'Home':
        move(there.from);
        return true;
      case 'End':
        move(there.to);
        return true;
      case 'Enter':
        if (selection === undefined) goTo(at);
        else actions.showTime(selection);
        return true;
      case 'Escape':
        actions.showTime(undefined);
        select(applied());
        return true;
      case '+':
      case '=':
        look(zoomed(there, at, 1 / ZOOM_STEP, there.end));
        return true;
      case '-':
        look(zoomed(there, at, ZOOM_STEP, there.end));
        return true;
      case '0':
        look(wholeTime);
        return true;
      default:
        return false;
    }
  };
  track.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || timeline === undefined) return;
    if (keyed(event, timeline)) event.preventDefault();
  });

  new ResizeObserver(() => {
    measured = undefined;
    load();
  }).observe(track);
  // Themes change the body's attributes; the canvas has to be painted anew then.
  new MutationObserver(paint).observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
  store.watch(
    (state) => state.active,
    () => {
      timeline = undefined;
      cursor = undefined;
      select(applied());
      look(wholeTime);
    },
  );
  store.watch((state) => state.frames[state.active ?? ''] ?? 0, load);
  store.watch(
    (state) => filterOf(state, state.active).text,
    (text) => select(timeTerm(text)),
  );
  store.watch(
    (state) => state.list.timeline && (state.frames[state.active ?? ''] ?? 0) > 0,
    (shown) => {
      element.hidden = !shown;
      loader.pause(!shown);
    },
  );
  return element;
}
