import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A program of ours that was run beside this one failed; what it wrote is in the message. */
export class ChildFailed extends Error {
  constructor(args: readonly string[], code: number | null, written: string) {
    super(`${args.join(' ')} ended with ${code ?? 'a signal'}:\n${written}`);
    this.name = 'ChildFailed';
  }
}

/**
 * Runs one of our programs to its end in a process of its own, so that what it needs in memory goes with it: building
 * the web apps and loading a world take more than serving ever does. `onLine` hears each line that it says.
 */
export async function runChild(
  args: readonly string[],
  onLine: (line: string) => void = () => undefined,
): Promise<void> {
  const child = spawn(process.execPath, [...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  child.stderr.on('data', (chunk: Buffer) => (written = (written + chunk.toString('utf8')).slice(-20_000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new ChildFailed(args, code, written);
}
