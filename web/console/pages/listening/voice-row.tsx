import type { HTMLAttributes, ReactNode } from 'react';
import type { VoiceItem } from '#modules/cdp/contract';
import { percent, relativeTime } from '../../../shared/format.ts';
import { ByMark } from '../../../shared/reasons.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { channelName } from '../../parts/channel-names.ts';
import { useTopicNames } from '../../parts/choices.ts';
import { StateWord } from '../../parts/state-word.tsx';
import { GraveMark } from './grave-mark.tsx';
import { withTopics } from './label-edit.ts';
import { GRAVE, graveWords, SENTIMENTS, SEVERITIES } from './listening-words.ts';
import { markWords } from './mark-words.ts';
import { TopicsEdit } from './topics-edit.tsx';
import type { VoiceDesk } from './use-voice-desk.ts';

/** Below it, the reading is little better than a guess. */
const UNSURE = 0.6;

interface VoiceRowProps {
  readonly voice: VoiceItem;
  readonly desk: VoiceDesk;
  /** Its topics are being chosen. */
  readonly isChoosing: boolean;
  readonly onChoose: (open: boolean) => void;
}

/** The row at hand is the one that has, or had, the focus. */
function focusProps({ eventId }: VoiceItem, { atHand, point }: VoiceDesk): HTMLAttributes<HTMLElement> {
  const isAtHand = atHand?.eventId === eventId;
  return { tabIndex: isAtHand ? 0 : -1, 'aria-current': isAtHand, onFocus: () => point(eventId) };
}

/** One message: where and when, its words, and how they were read. */
export function VoiceRow({ voice, desk, isChoosing, onChoose }: VoiceRowProps): ReactNode {
  const now = useNow();
  const names = useTopicNames();
  const topics = voice.topics.map((topic) => names.get(topic) ?? topic);
  return (
    <li className="voice" data-voice={voice.eventId} {...focusProps(voice, desk)}>
      <div className="voice-where">
        <strong>{voice.communityName}</strong>
        <small>
          {channelName(voice.channel)} · <time dateTime={voice.occurredAt}>{relativeTime(voice.occurredAt, now)}</time>
        </small>
      </div>
      <div className="voice-what">
        <Words voice={voice} isOpened={desk.isOpened && !desk.list.loading} />
        <p className="voice-topics">
          {topics.map((name) => (
            <span key={name} className="voice-topic">
              {name}
            </span>
          ))}
          {voice.goods.map((name) => (
            <span key={name} className="voice-topic voice-goods">
              {name}
            </span>
          ))}
          {desk.mayLabel(voice) ? (
            <TopicsEdit
              topics={voice.topics}
              isOpen={isChoosing}
              onOpen={onChoose}
              onSave={(chosen) => desk.label(voice, withTopics(voice, chosen))}
            />
          ) : null}
        </p>
      </div>
      <Read voice={voice} />
    </li>
  );
}

function Words({ voice: { text, words }, isOpened }: { voice: VoiceItem; isOpened: boolean }): ReactNode {
  if (text === null) {
    return <p className="voice-sealed">{isOpened ? '原文已按本人要求删除，或者不在这里保存' : '原文没有显示'}</p>;
  }
  return (
    <p className="voice-text">
      {markWords(text, words).map((piece, at) =>
        piece.isMarked ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
      )}
    </p>
  );
}

/** How it was read, and by whom: teal is the system's guess with how sure it is, orange a person's word. */
function Read({ voice }: { voice: VoiceItem }): ReactNode {
  const { sentiment, severity, graveKinds, certainty, isChecked, refinedBy } = voice;
  const { name, tone } = SENTIMENTS[sentiment];
  return (
    <div className="voice-read">
      <p>
        {severity === GRAVE ? (
          <GraveMark />
        ) : severity > 0 ? (
          <small className="voice-severity">{SEVERITIES[severity]}</small>
        ) : null}
        <StateWord tone={tone}>{name}</StateWord>
      </p>
      <p>
        {severity === GRAVE && graveKinds.length > 0 ? <small>{graveWords(graveKinds)}</small> : null}
        {isChecked ? (
          <ByMark by="people">已核</ByMark>
        ) : refinedBy !== null ? (
          <small
            title={`本地模型只有 ${percent(certainty, 0)} 的把握，由大模型 ${refinedBy} 再读了一遍。您改了，以您的为准`}
          >
            大模型复核
          </small>
        ) : (
          <small className={certainty < UNSURE ? 'voice-unsure' : undefined}>把握 {percent(certainty, 0)}</small>
        )}
      </p>
    </div>
  );
}
