import type { ReactNode } from 'react';
import type { OwnTeams } from '#modules/commerce/contract';
import { inviteWords } from '../../checkout/result-words.ts';
import { CopyWords } from '../../parts/copy-words.tsx';
import { Countdown } from '../../parts/countdown.tsx';
import { Face } from '../../parts/faces.tsx';
import { useServerNow } from '../../parts/server-clock.ts';
import { inviteUrl } from '../goods/invite-url.ts';
import { standingOf } from '../goods/team-words.ts';

type OwnTeam = OwnTeams['items'][number];

/** Places that are drawn empty; the rest is told by the number. */
const MOST_EMPTY = 6;

/** A team of mine: who has a place, who is missing, until when, and the words to call neighbours. */
export function TeamCard({ team, told, children }: { team: OwnTeam; told: string; children?: ReactNode }): ReactNode {
  const now = useServerNow(told);
  const { words, tone, running } = standingOf(team, now);
  return (
    <section className="my-card my-team" aria-label={team.groupBuyTitle}>
      <header>
        <h2>{words}</h2>
        {running ? (
          <Countdown until={team.expiresAt} told={told} label="还剩" over="时间到了，正在结算" />
        ) : (
          <span className={`my-state my-state-${tone}`}>{team.state === 'filled' ? '已成团' : '没成团'}</span>
        )}
      </header>
      <p className="my-note">
        {team.groupBuyTitle}
        {team.communityName === '' ? '' : ` · ${team.communityName}`}
      </p>
      <ul className="my-members" aria-label="成员">
        {team.members.map((member, at) => (
          <li key={at}>
            <Face name={member.name} seed={member.face} />
            <span>{member.me ? '我' : member.name}</span>
            {member.paid ? null : <small>待付款</small>}
          </li>
        ))}
        {running
          ? Array.from({ length: Math.min(MOST_EMPTY, team.left) }, (_, at) => (
              <li key={`free-${at}`} className="my-member-free">
                <span className="my-face-free" aria-hidden>
                  ?
                </span>
                <span>等你叫</span>
              </li>
            ))
          : null}
      </ul>
      {running && team.left > 0 ? (
        <CopyWords
          className="my-main"
          label="叫上邻居"
          done="复制好了，去群里粘贴"
          words={() =>
            inviteWords(
              { title: team.groupBuyTitle, left: team.left, communityName: team.communityName },
              inviteUrl(team),
            )
          }
        />
      ) : null}
      {children}
    </section>
  );
}
