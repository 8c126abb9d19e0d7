import { describe, expect, test } from 'vitest';
import {
  MAX_SCROLL_PX,
  clampTop,
  contentHeight,
  isCompressed,
  maxTop,
  rowsInView,
  scrollHeight,
  scrollTopOf,
  topOf,
  topToReveal,
} from '../../../webview/frameList/scrollMapping.ts';

const few = { rows: 100, rowHeight: 22, viewHeight: 500 };
const many = { rows: 10_000_000, rowHeight: 22, viewHeight: 500 };

describe('few rows', () => {
  test("the scrollbar's pixels are ours", () => {
    expect(isCompressed(few)).toBe(false);
    expect(scrollHeight(few)).toBe(2200);
    expect(topOf(few, 123)).toBe(123);
    expect(scrollTopOf(few, 123)).toBe(123);
    expect(clampTop(few, 9999)).toBe(1700);
  });

  test('rows that are partly in view count', () => {
    expect(rowsInView(few, 0)).toEqual({ first: 0, end: 23 });
    expect(rowsInView(few, 11)).toEqual({ first: 0, end: 24 });
    expect(rowsInView(few, maxTop(few))).toEqual({ first: 77, end: 100 });
    expect(rowsInView({ ...few, rows: 3 }, 0)).toEqual({ first: 0, end: 3 });
    expect(rowsInView({ ...few, rows: 0 }, 0)).toEqual({ first: 0, end: 0 });
  });
});

describe('ten million rows', () => {
  test('the scrolled element stays below what browsers can scroll', () => {
    expect(contentHeight(many)).toBe(220_000_000);
    expect(scrollHeight(many)).toBe(MAX_SCROLL_PX);
    expect(isCompressed(many)).toBe(true);
  });

  test('both ends are exact: the last row stands at the bottom', () => {
    expect(topOf(many, 0)).toBe(0);
    expect(topOf(many, MAX_SCROLL_PX - many.viewHeight)).toBe(maxTop(many));
    expect(scrollTopOf(many, maxTop(many))).toBe(MAX_SCROLL_PX - many.viewHeight);
    expect(rowsInView(many, maxTop(many)).end).toBe(10_000_000);
  });

  test('there and back is the same place', () => {
    for (const row of [1, 77_777, 5_000_000, 9_999_000]) {
      expect(topOf(many, scrollTopOf(many, row * 22))).toBeCloseTo(row * 22, 3);
    }
  });
});

test('a row is revealed by the shortest way', () => {
  expect(topToReveal(few, 0, 5)).toBe(0);
  expect(topToReveal(few, 0, 50)).toBe(51 * 22 - 500);
  expect(topToReveal(few, 1500, 3)).toBe(66);
  expect(topToReveal(many, 0, 9_999_999)).toBe(maxTop(many));
});
