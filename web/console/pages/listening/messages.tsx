import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { count } from '../../../shared/format.ts';
import { Empty, ProblemLine, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useShortcuts } from '../../parts/use-shortcuts.ts';
import { KeysHelp } from './keys-help.tsx';
import { OpenWords } from './open-words.tsx';
import { useVoiceDesk, type VoiceDesk } from './use-voice-desk.ts';
import { DEFAULT_DAYS, type ListeningDesk } from './use-listening-desk.ts';
import { VerdictBar } from './verdict-bar.tsx';
import { voiceKeys } from './voice-keys.ts';
import { VoiceRow } from './voice-row.tsx';
import '../../parts/kbd.css';
import './messages.css';

/** What people said, one after the other, and whether it was read rightly. */
export function Messages({ desk: listening }: { desk: ListeningDesk }): ReactNode {
  const desk = useVoiceDesk(listening);
  const [showsKeys, setShowsKeys] = useState(false);
  /** The message whose topics are being chosen. */
  const [choosing, setChoosing] = useState<string>();
  const showKeys = (): void => setShowsKeys(true);
  useShortcuts(voiceKeys(desk, () => setChoosing(desk.atHand?.eventId), showKeys));
  const { list, rows } = desk;
  if (list.rows === undefined) {
    return list.problem === undefined ? (
      <Skeleton rows={10} />
    ) : (
      <ProblemView problem={list.problem} onRetry={list.retry} />
    );
  }
  if (rows.length === 0 && !list.loading) return <Nothing desk={listening} />;
  return (
    <section className="voices" aria-label="消息" aria-busy={list.loading}>
      <Bar desk={desk} onKeys={showKeys} />
      <ProblemLine problem={list.problem} />
      <ul>
        {rows.map((voice) => (
          <VoiceRow
            key={voice.eventId}
            voice={voice}
            desk={desk}
            isChoosing={choosing === voice.eventId}
            onChoose={(open) => setChoosing(open ? voice.eventId : undefined)}
          />
        ))}
      </ul>
      {list.hasMore ? (
        <Button block className="voices-more" loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
      <VerdictBar desk={desk} onTopics={() => setChoosing(desk.atHand?.eventId)} />
      {showsKeys ? <KeysHelp onClose={() => setShowsKeys(false)} /> : null}
    </section>
  );
}

function Bar({ desk, onKeys }: { desk: VoiceDesk; onKeys: () => void }): ReactNode {
  const { list, rows, isOpened, setOpened } = desk;
  const checked = rows.filter(({ isChecked }) => isChecked).length;
  return (
    <div className="voices-bar">
      <p role="status">
        {count(rows.length)} 条{list.hasMore ? '，还有更早的' : ''}
        {checked === 0 ? '' : `，核过 ${count(checked)} 条`}
      </p>
      <span className="voices-gap" />
      {isOpened ? (
        <Button size="small" type="text" onClick={() => setOpened(false)}>
          收起原文
        </Button>
      ) : (
        <OpenWords busy={false} onOpen={() => setOpened(true)} />
      )}
      <Button size="small" type="text" onClick={onKeys} aria-keyshortcuts="?">
        快捷键 <kbd className="kbd">?</kbd>
      </Button>
    </div>
  );
}

const NARROWING = ['city', 'community', 'topic', 'sentiment', 'severity', 'channel'] as const;

function Nothing({ desk: { filters, days, filter } }: { desk: ListeningDesk }): ReactNode {
  if (filters.unchecked !== undefined) {
    return (
      <Empty
        title="这里的都核过了"
        hint="新的消息到了会再出现。"
        action={<Button onClick={() => filter('unchecked', undefined)}>核过的也看</Button>}
      />
    );
  }
  if (NARROWING.some((name) => filters[name] !== undefined)) {
    return <Empty title="这样筛下来没有消息" hint="放宽上面那句话里的条件，或者把天数放长一些。" />;
  }
  return (
    <Empty
      title={`近${days}天没有要听的消息`}
      hint="闲聊只数不存；带情绪的、说到话题的会出现在这里。"
      action={days <= DEFAULT_DAYS ? <Button onClick={() => filter('days', '30')}>看近30天</Button> : undefined}
    />
  );
}
