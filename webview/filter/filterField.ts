import type { Candidate } from '../../src/capture/filter/language/complete.ts';
import { complete } from '../../src/capture/filter/language/complete.ts';
import type { FilterProblem } from '../../src/capture/filter/language/filter.ts';
import { el, fill, setAttribute, uniqueId } from '../dom.ts';
import { historyWalk } from './filterHistory.ts';
import { painted } from './paintedFilter.ts';
import { suggestions } from './suggestions.ts';

export interface FilterField {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** The text of the state, when it is another than what is typed. */
  readonly show: (text: string, problem: FilterProblem | undefined) => void;
}

export interface FilterFieldTold {
  typed(text: string): void;
  entered(text: string): void;
  /** Escape, with nothing open any more. */
  left(): void;
  readonly used: () => readonly string[];
}

/** The field in which a filter is typed: painted, completed at the cursor, with its mistake underlined and what was used before. */
export function filterField(told: FilterFieldTold): FilterField {
  const problemId = uniqueId('filter-problem');
  const input = el('input', {
    type: 'text',
    class: 'filter-input',
    testid: 'filter',
    'aria-label': 'Filter',
    placeholder: 'Filter: from:client opcode:text length:>1k "words"',
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
  });
  const paint = el('div', { class: 'filter-paint', 'aria-hidden': 'true' });
  const message = el('p', {
    class: 'filter-problem',
    id: problemId,
    role: 'alert',
    testid: 'filter-problem',
    hidden: true,
  });
  const walk = historyWalk();
  const list = suggestions(input, (candidate) => take(candidate));
  const element = el(
    'div',
    { class: 'filter-field' },
    el('div', { class: 'filter-line' }, paint, input),
    list.element,
    message,
  );

  let problem: FilterProblem | undefined;

  const repaint = (): void => {
    fill(paint, ...painted(input.value, problem));
    paint.scrollLeft = input.scrollLeft;
  };
  const cursor = (): number => input.selectionStart ?? input.value.length;
  const suggest = (): void => list.show(complete(input.value, cursor()).candidates);

  const set = (text: string, at = text.length): void => {
    input.value = text;
    input.setSelectionRange(at, at);
    // What is known of the mistake was of another text.
    problem = undefined;
    repaint();
    told.typed(text);
  };

  function take(candidate: Candidate): void {
    const { start, end } = complete(input.value, cursor());
    set(`${input.value.slice(0, start)}${candidate.insert}${input.value.slice(end)}`, start + candidate.insert.length);
    // A key wants its value next.
    if (candidate.kind === 'key') suggest();
    else list.close();
  }

  const recall = (text: string | undefined): void => {
    if (text !== undefined) set(text);
  };

  /** Answers whether the key was meant for the field. */
  const pressed = (event: KeyboardEvent): boolean => {
    const { key } = event;
    if (key === ' ' && event.ctrlKey) {
      suggest();
      return true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (list.isOpen()) list.step(key === 'ArrowDown' ? 1 : -1);
      else recall(key === 'ArrowUp' ? walk.older(told.used(), input.value) : walk.newer(told.used()));
      return true;
    }
    if (key === 'Enter' || key === 'Tab') {
      const chosen = list.chosen();
      if (chosen !== undefined) take(chosen);
      else if (key === 'Enter') {
        list.close();
        walk.reset();
        told.entered(input.value);
      } else {
        list.close();
        return false;
      }
      return true;
    }
    if (key !== 'Escape') return false;
    if (list.isOpen()) list.close();
    else if (input.value !== '') {
      set('');
      told.entered('');
    } else told.left();
    return true;
  };

  input.addEventListener('keydown', (event) => {
    if (!pressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener('input', () => {
    walk.reset();
    problem = undefined;
    repaint();
    // Whoever has emptied it wants to see the frames again, not all that could be typed.
    if (input.value === '') list.close();
    else suggest();
    told.typed(input.value);
  });
  input.addEventListener('scroll', () => (paint.scrollLeft = input.scrollLeft));
  input.addEventListener('blur', () => list.close());

  return {
    element,
    input,
    show: (text, next) => {
      if (input.value !== text) input.value = text;
      problem = next;
      repaint();
      message.hidden = next === undefined;
      message.textContent = next === undefined ? '' : `Column ${next.offset + 1}: ${next.message}`;
      setAttribute(input, 'aria-invalid', next === undefined ? undefined : 'true');
      setAttribute(input, 'aria-describedby', next === undefined ? undefined : problemId);
    },
  };
}
