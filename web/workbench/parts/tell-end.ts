import type { ActEnd } from '../outbox/use-outbox.ts';
import { say } from './toast.tsx';

/** Says how an act ended: `done` when the server has it, else that it is safe on the phone, or why it was refused. */
export function tellEnd(end: ActEnd, done: string): void {
  if (end.kind === 'done') say(done);
  else if (end.kind === 'refused') say(end.reason, 'bad');
  else say('先存在手机里了，连上网自动发出', 'kept');
}
