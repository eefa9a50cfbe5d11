import type { VoiceItem } from '#modules/cdp/contract';
import type { Shortcuts } from '../../parts/use-shortcuts.ts';
import { labelOf, withGraveTurned, withSentiment, type Label } from './label-edit.ts';
import type { VoiceDesk } from './use-voice-desk.ts';

/** One press that says how a message is to be read. */
interface Verdict {
  readonly key: string;
  readonly cap: string;
  readonly name: string;
  readonly help: string;
  readonly labelAs: (voice: VoiceItem) => Label;
}

export const VERDICTS: readonly Verdict[] = [
  { key: '1', cap: '1', name: '负面', help: '改成负面', labelAs: (voice) => withSentiment(voice, 'negative') },
  { key: '2', cap: '2', name: '中性', help: '改成中性', labelAs: (voice) => withSentiment(voice, 'neutral') },
  { key: '3', cap: '3', name: '正面', help: '改成正面', labelAs: (voice) => withSentiment(voice, 'positive') },
  { key: 'g', cap: 'G', name: '严重', help: '标成严重，或取消', labelAs: withGraveTurned },
  { key: 'Enter', cap: 'Enter', name: '没错', help: '读得没错，就这样', labelAs: labelOf },
];

/** What the keys of the messages are, for the help that `?` shows. */
export const KEYS: readonly (readonly [key: string, what: string])[] = [
  ['j ↓', '下一条'],
  ['k ↑', '上一条'],
  ...VERDICTS.map(({ cap, help }) => [cap.length === 1 ? cap.toLowerCase() : cap, help] as const),
  ['t', '改话题'],
  ['w', '转工单'],
  ['z', '撤回刚才那次'],
  ['?', '看这张表'],
];

/** The keys of the messages, by what is at hand and allowed. */
export function voiceKeys(desk: VoiceDesk, openTopics: () => void, showKeys: () => void): Shortcuts {
  const { atHand, mayLabel } = desk;
  const verdicts = mayLabel(atHand)
    ? VERDICTS.map(({ key, labelAs }) => [key, () => desk.label(atHand, labelAs(atHand))] as const)
    : [];
  return {
    j: () => desk.walk(1),
    k: () => desk.walk(-1),
    ArrowDown: () => desk.walk(1),
    ArrowUp: () => desk.walk(-1),
    ...Object.fromEntries(verdicts),
    t: mayLabel(atHand) ? openTopics : undefined,
    w: mayLabel(atHand) && !desk.ticket.busy ? () => desk.ticket.make(atHand) : undefined,
    z: desk.last === undefined ? undefined : desk.undo,
    '?': showKeys,
  };
}
