import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/** Flags for an automated browser that runs as root, without a screen, and speaks only to the server under test. */
export const launchFlags: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What the search depends on; tests give their own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** Whether the file is a browser that starts. */
  readonly works: (path: string) => boolean;
}

const thisMachine: Machine = { env: process.env, platform: process.platform, works: answersVersion };

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const PACKAGES = ['chromium', 'fonts-noto-cjk'];
const ADVICE =
  'No Chromium or Chrome was found. Install one (Debian: apt-get install chromium fonts-noto-cjk; ' +
  'macOS and Windows: Google Chrome), or set CHROMIUM_PATH to the program.';

/** Thrown where there is no browser; the message says what to install. */
export class BrowserMissing extends Error {
  override readonly name = 'BrowserMissing';
}

/**
 * The path of a Chromium or Chrome: CHROMIUM_PATH, else the first that works on the PATH or among the applications.
 * @throws BrowserMissing
 */
export function findBrowser(machine: Machine = thisMachine): string {
  const { env, works } = machine;
  const chosen = env['CHROMIUM_PATH'];
  if (chosen) {
    if (works(chosen)) return chosen;
    throw new BrowserMissing(`CHROMIUM_PATH is ${chosen}, which does not start. Correct or remove it.`);
  }
  const found = candidates(machine).find(works);
  if (found === undefined) throw new BrowserMissing(ADVICE);
  return found;
}

/** Where fonts-noto-cjk puts it, for machines without fc-list. */
const NOTO_CJK = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/**
 * Finds the browser; on Debian and its kin, as root, first installs it and a Chinese font where they are missing.
 * @throws BrowserMissing
 */
export function ensureBrowser(): string {
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  const missing = PACKAGES.filter((name) => (name === 'chromium' ? !hasBrowser() : !hasChineseFont()));
  if (canInstall && missing.length > 0) {
    console.log(`Installing ${missing.join(' and ')} …`);
    aptGet('update');
    aptGet('install', '--yes', '--no-install-recommends', ...missing);
  }
  if (!hasChineseFont()) console.log('No Chinese font was found: screenshots will show boxes. Install Noto Sans CJK.');
  return findBrowser();
}

function candidates({ env, platform }: Machine): string[] {
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    );
    return roots.map((root) => join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return platform === 'darwin' ? [...MAC_APPS, ...onPath] : onPath;
}

function hasBrowser(): boolean {
  try {
    findBrowser();
    return true;
  } catch (error) {
    // A wrong CHROMIUM_PATH is for its owner to mend, not a reason to install another.
    if (error instanceof BrowserMissing) return Boolean(process.env['CHROMIUM_PATH']);
    throw error;
  }
}

/** Ubuntu's `chromium-browser` may be a stub that only asks for a snap, so a file of that name is not enough. */
function answersVersion(path: string): boolean {
  if (!existsSync(path)) return false;
  // On Windows the program opens a window instead of answering.
  if (process.platform === 'win32') return true;
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return answer.status === 0 && /Chrom/.test(answer.stdout);
}

function hasChineseFont(): boolean {
  if (process.platform !== 'linux' || existsSync(NOTO_CJK)) return true;
  const list = spawnSync('fc-list', [':lang=zh', 'file'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

function aptGet(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['--quiet', ...args], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  // Not yet fatal: what it was to bring may be there all the same, and if it is not, the search says so.
  if (status !== 0) console.error(`apt-get ${args[0]} failed.`);
}
