/// <reference types="node" />
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { contrast, parseTokens } from './tokens.ts';

const tokens = parseTokens(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8'));

/** Text on surface, everywhere we use it. */
const PAIRS: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3', 'system', 'people', 'good', 'warn', 'bad'].flatMap((text): [string, string][] => [
    [text, 'paper'],
    [text, 'ground'],
  ]),
  ...['ink', 'ink-2', 'ink-3'].map((text): [string, string] => [text, 'hover']),
  ...['system', 'people', 'good', 'warn', 'bad'].flatMap((name): [string, string][] => [
    [`${name}-strong`, `${name}-wash`],
    ['ink', `${name}-wash`],
    ['ink-2', `${name}-wash`],
  ]),
  ['on-fill', 'system-fill'],
  ['on-fill', 'people-fill'],
  ['on-fill', 'people-fill-strong'],
];

describe.each(['light', 'dark'] as const)('%s tokens', (theme) => {
  it.each(PAIRS)('%s on %s passes AA', (text, surface) => {
    expect(contrast(tokens[theme][text] ?? '', tokens[theme][surface] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['paper', 'ground'])('control borders on %s reach 3:1', (surface) => {
    expect(contrast(tokens[theme]['line-strong'] ?? '', tokens[theme][surface] ?? '')).toBeGreaterThanOrEqual(3);
  });
});

describe('contrast', () => {
  it('is 21 for black on white and 1 for the same colour, in either order', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
    expect(contrast('#0f766e', '#0f766e')).toBe(1);
  });
});
