import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { dateTime, timeLeft, yuan } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { Reasons } from '../../../shared/reasons.tsx';
import { useMe } from '../../../shared/session.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { roleName } from '../../parts/role-names.ts';
import { DecisionRecord } from './decision-record.tsx';
import { PlayHistory } from './play-history.tsx';
import type { Play } from './play-paths.ts';
import { decisionOf } from './play-words.ts';
import './play-panel.css';

/** One proposal, whole: why, what goes out, how it was chosen, what happened to it. */
export function PlayDetail({ play }: { play: Play }): ReactNode {
  return (
    <div className="play-detail">
      <Decision play={play} />
      <Reasons reasons={play.reasons.map((sentence) => ({ sentence }))} title="系统为什么提这份方案" />
      <Material play={play} />
      <Script play={play} />
      {play.record === null ? null : <DecisionRecord record={play.record} packageId={play.original.packageId} />}
      <PlayHistory history={play.history} />
    </div>
  );
}

function Decision({ play }: { play: Play }): ReactNode {
  const now = useNow();
  const decided = decisionOf(play, useMe().userId, now);
  if (decided === undefined) return null;
  const by = play.approvedBy === 'standing_approval' ? 'system' : 'people';
  const forwarded = play.forwardedAt === null ? '' : `。${dateTime(play.forwardedAt, now)}已转发，撤不回来了`;
  return (
    <p className={`play-decision play-decision-${by}`}>
      <Ring by={by} />
      <span>
        {decided}
        {forwarded}
      </span>
    </p>
  );
}

function Material({ play }: { play: Play }): ReactNode {
  const now = useNow();
  const { offer, original } = play;
  return (
    <section className="play-material" aria-label="要发出去的">
      <Poster play={play} />
      <div>
        <Changed now={play.headline} before={original.headline} className="play-headline" />
        <p className="play-price">
          <strong>{yuan(offer.priceFen)}</strong>
          {offer.unit}
          {offer.originalPriceFen === null ? null : <del>{yuan(offer.originalPriceFen)}</del>}
        </p>
        <Changed now={play.offerText} before={original.offerText} />
        <ul className="play-points">
          {offer.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <dl className="play-facts">
          <dt>谁去做</dt>
          <dd>
            <Changed now={rolesText(play.roles)} before={rolesText(original.roles)} />
          </dd>
          <dt>期限</dt>
          <dd>
            <Changed
              now={`${dateTime(play.dueAt, now)}，${timeLeft(play.dueAt, now)}`}
              before={
                play.dueAt === original.dueAt
                  ? `${dateTime(play.dueAt, now)}，${timeLeft(play.dueAt, now)}`
                  : dateTime(original.dueAt, now)
              }
            />
          </dd>
          <dt>花费</dt>
          <dd>{yuan(play.costFen)}</dd>
          {play.audienceName === null ? null : (
            <>
              <dt>人群</dt>
              <dd>{play.audienceName}</dd>
            </>
          )}
        </dl>
      </div>
    </section>
  );
}

/** Roles in the order in which they are asked. */
const rolesText = (roles: readonly string[]): string => roles.map(roleName).join(' → ');

function Poster({ play }: { play: Play }): ReactNode {
  const [failed, setFailed] = useState(0);
  const src = `${play.posterUrl}?v=${play.revision}-${failed}`;
  const [broken, setBroken] = useState<string>();
  if (broken === src) {
    return (
      <div className="play-poster play-poster-broken" role="alert">
        <p>海报没画出来</p>
        <Button size="small" onClick={() => setFailed(failed + 1)}>
          再试一次
        </Button>
      </div>
    );
  }
  return (
    <a className="play-poster" href={src} target="_blank" rel="noreferrer">
      <img
        key={src}
        src={src}
        alt={`海报：${play.headline}`}
        width={750}
        height={1334}
        onError={() => setBroken(src)}
      />
    </a>
  );
}

function Script({ play }: { play: Play }): ReactNode {
  const { message } = App.useApp();
  const copy = (): void => {
    navigator.clipboard.writeText(play.script).then(
      () => void message.success('话术已复制'),
      () => void message.error('浏览器不让复制，请手动选中'),
    );
  };
  return (
    <section className="play-section" aria-label="话术">
      <header>
        <h3>话术</h3>
        <Button size="small" type="text" onClick={copy}>
          复制
        </Button>
      </header>
      <div className="play-script">
        <Changed now={play.script} before={play.original.script} />
      </div>
    </section>
  );
}

/** A text as it goes out. Where a person changed it, it is orange and what the system had proposed stays in teal. */
function Changed({ now, before, className }: { now: string; before: string; className?: string }): ReactNode {
  if (now === before) return <p className={className}>{now}</p>;
  return (
    <div className="play-changed">
      <p className={className}>
        <Ring by="people" size={10} />
        <span className="visually-hidden">人工改成：</span>
        {now}
      </p>
      <p className="play-changed-before">
        <Ring by="system" size={10} />
        系统原来提的：{before}
      </p>
    </div>
  );
}
