import type { MyTask } from '#modules/touchpoints/contract';
import { forwardTask } from '../../my/acts.ts';
import { copyText } from '../../parts/copy-text.ts';
import type { Poster } from '../../parts/poster-view.tsx';
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

export const posterOf = (task: MyTask): Poster => ({
  url: task.posterUrl,
  of: `${task.communityName} ${task.packageName}`,
  fileName: `${task.communityName}-${task.packageName}.png`,
});
