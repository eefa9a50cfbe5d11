import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { relativeTime } from '../../../shared/format.ts';
import { useMay } from '../../../shared/session.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { channelName } from '../../parts/channel-names.ts';
import type { VoiceDesk } from './use-voice-desk.ts';
import { VERDICTS } from './voice-keys.ts';

/** What can be said of the row at hand, each with its key; always in sight while the words are. */
export function VerdictBar({ desk, onTopics }: { desk: VoiceDesk; onTopics: () => void }): ReactNode {
  const now = useNow();
  const mayAct = useMay('ticket.act');
  const { atHand, isOpened, last, labels, ticket } = desk;
  if (!isOpened || !mayAct || atHand === undefined) return null;
  const mayLabel = desk.mayLabel(atHand);
  return (
    <div className="verdict-bar" role="region" aria-label="核对">
      {labels.failed === undefined ? null : <Failed desk={desk} failed={labels.failed} />}
      <ProblemLine problem={ticket.problem} />
      <p aria-live="polite">
        <strong>{atHand.communityName}</strong>
        <span>
          {channelName(atHand.channel)} · {relativeTime(atHand.occurredAt, now)}
          {mayLabel ? '' : '，看不到原文，没法核'}
        </span>
      </p>
      {last === undefined ? null : (
        <Button type="text" aria-keyshortcuts="z" onClick={desk.undo}>
          撤回刚才的 <kbd className="kbd">Z</kbd>
        </Button>
      )}
      {ticket.made?.eventId === atHand.eventId ? (
        <Link to="/listening" search={{ view: 'alerts', all: 'yes', alert: ticket.made.alertId } as never}>
          转好了，看办到哪一步
        </Link>
      ) : (
        <Button loading={ticket.busy} aria-keyshortcuts="w" onClick={() => ticket.make(atHand)}>
          转工单 <kbd className="kbd">W</kbd>
        </Button>
      )}
      <Button disabled={!mayLabel} aria-keyshortcuts="t" onClick={onTopics}>
        改话题 <kbd className="kbd">T</kbd>
      </Button>
      {VERDICTS.map(({ key, cap, name, labelAs }) => (
        <Button
          key={key}
          type={key === 'Enter' ? 'primary' : 'default'}
          disabled={!mayLabel}
          aria-keyshortcuts={key}
          onClick={() => desk.label(atHand, labelAs(atHand))}
        >
          {name} <kbd className={key === 'Enter' ? 'kbd kbd-on-fill' : 'kbd'}>{cap}</kbd>
        </Button>
      ))}
    </div>
  );
}

interface FailedProps {
  readonly desk: VoiceDesk;
  readonly failed: NonNullable<VoiceDesk['labels']['failed']>;
}

function Failed({ desk, failed: { voice, problem } }: FailedProps): ReactNode {
  return (
    <div className="verdict-failed">
      <ProblemLine problem={problem} />
      <Button size="small" onClick={() => desk.goTo(voice.eventId)}>
        回到{voice.communityName}那条
      </Button>
      <Button size="small" type="text" onClick={desk.labels.forget}>
        知道了
      </Button>
    </div>
  );
}
