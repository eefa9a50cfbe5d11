import type { MyTask } from '#modules/touchpoints/contract';
import { forwardTask } from '../../my/acts.ts';
import { copyText } from '../../parts/copy-text.ts';
import { say } from '../../parts/toast.tsx';

/**
 * Copies what goes into the group and counts it as forwarded. Answers false where the phone lets nothing be copied: then
 * the words are shown to be copied by hand.
 */
export async function forwardWords(task: MyTask, what: 'copy_text' | 'link'): Promise<boolean> {
  if (!(await copyText(what === 'copy_text' ? task.forwardText : task.shareUrl))) return false;
  say(what === 'copy_text' ? '文案和链接复制好了，去群里粘贴' : '链接复制好了，去群里粘贴');
  if (canForward(task)) void forwardTask(task, what);
  return true;
}

/** Counts the saved poster as forwarded. */
export function forwardPoster(task: MyTask): void {
  if (canForward(task)) void forwardTask(task, 'save_poster');
}

const canForward = (task: MyTask): boolean => ['offered', 'accepted', 'forwarded'].includes(task.state);

/** WeChat and the browsers of iPhones keep a picture by a long press; a download would go nowhere people look. */
export function savesByLongPress(agent: string): boolean {
  return /MicroMessenger|iPhone|iPad/i.test(agent);
}

export const posterFileName = (task: MyTask): string => `${task.communityName}-${task.packageName}.png`;
