import { describe, expect, it } from 'vitest';
import { shortcutOf } from './use-shortcuts.ts';

const press = (key: string, rest: Partial<Parameters<typeof shortcutOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  defaultPrevented: false,
  isComposing: false,
  ...rest,
});

describe('the shortcut that a press means', () => {
  it('is the key, whatever the shift lock', () => {
    expect(shortcutOf(press('j'), 'page')).toBe('j');
    expect(shortcutOf(press('A'), 'page')).toBe('a');
    expect(shortcutOf(press('?'), 'control')).toBe('?');
    expect(shortcutOf(press('Escape'), 'page')).toBe('Escape');
  });

  it('is none while somebody types, or a dialog stands over the page', () => {
    expect(shortcutOf(press('a'), 'text')).toBeUndefined();
    expect(shortcutOf(press('a'), 'dialog')).toBeUndefined();
    expect(shortcutOf(press('a', { isComposing: true }), 'page')).toBeUndefined();
  });

  it('is none with the modifiers of the browser', () => {
    expect(shortcutOf(press('r', { ctrlKey: true }), 'page')).toBeUndefined();
    expect(shortcutOf(press('a', { metaKey: true }), 'page')).toBeUndefined();
  });

  it('leaves Enter to buttons and Escape to the panel', () => {
    expect(shortcutOf(press('Enter'), 'control')).toBeUndefined();
    expect(shortcutOf(press('Enter'), 'page')).toBe('Enter');
    expect(shortcutOf(press('Escape'), 'panel')).toBeUndefined();
    expect(shortcutOf(press('Enter'), 'panel-control')).toBeUndefined();
    expect(shortcutOf(press('Escape'), 'panel-control')).toBeUndefined();
    expect(shortcutOf(press('a'), 'panel-control')).toBe('a');
  });
});
