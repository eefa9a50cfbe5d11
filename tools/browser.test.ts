import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BrowserMissing, findBrowser, type Machine } from './browser.ts';

/** A machine on which only the given programs start. */
function machine(working: readonly string[], env: Machine['env'] = {}, platform = 'linux'): Machine {
  return { env: { PATH: '/usr/local/bin:/usr/bin', ...env }, platform, works: (path) => working.includes(path) };
}

describe('findBrowser', () => {
  test('takes CHROMIUM_PATH before anything else', () => {
    const found = findBrowser(machine(['/opt/chrome', '/usr/bin/chromium'], { CHROMIUM_PATH: '/opt/chrome' }));
    expect(found).toBe('/opt/chrome');
  });

  test('refuses a CHROMIUM_PATH that does not start instead of taking another browser', () => {
    expect(() => findBrowser(machine(['/usr/bin/chromium'], { CHROMIUM_PATH: '/gone' }))).toThrow(
      /CHROMIUM_PATH is \/gone/,
    );
  });

  test('passes over a stub that does not start', () => {
    expect(findBrowser(machine(['/usr/bin/google-chrome']))).toBe('/usr/bin/google-chrome');
  });

  test('prefers Chromium to Chrome', () => {
    expect(findBrowser(machine(['/usr/local/bin/google-chrome', '/usr/bin/chromium']))).toBe('/usr/bin/chromium');
  });

  test('knows the applications of macOS', () => {
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(machine([chrome], {}, 'darwin'))).toBe(chrome);
  });

  test('knows the program folders of Windows', () => {
    const chrome = join('C:\\Program Files', 'Google', 'Chrome', 'Application', 'chrome.exe');
    expect(findBrowser(machine([chrome], { PROGRAMFILES: 'C:\\Program Files' }, 'win32'))).toBe(chrome);
  });

  test('says what to install where there is none', () => {
    expect(() => findBrowser(machine([]))).toThrow(BrowserMissing);
    expect(() => findBrowser(machine([]))).toThrow(/apt-get install chromium fonts-noto-cjk/);
  });
});
