import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { PromotionAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, date, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { promotionPath, PROMOTIONS_KEY } from '../goods-paths.ts';
import { DryRun } from './dry-run.tsx';
import { PromotionForm } from './promotion-form.tsx';
import { CHANNELS, MOVES, stateOf, usageWords, type Move } from './promotion-words.ts';
import { useSkuNames } from './use-sku-names.ts';

export function OpenPromotion({ id }: { id: string }): ReactNode {
  const query = useQuery({
    queryKey: [...PROMOTIONS_KEY, 'one', id],
    queryFn: ({ signal }) => api.get<PromotionAnswer>(promotionPath(id), { signal }),
  });
  return <Await query={query}>{(promotion) => <PromotionBody promotion={promotion} />}</Await>;
}

/** One promotion: as customers read it, what became of it, its moves, and what a cart would cost with it. */
function PromotionBody({ promotion }: { promotion: PromotionAnswer }): ReactNode {
  const mayEdit = useMay('promotion.edit');
  const nameOf = useSkuNames(promotion);
  const [editing, setEditing] = useState(false);
  const { words, tone } = stateOf(promotion);
  return (
    <Panel>
      <PanelSection title="顾客看到的是这样" action={<StateWord tone={tone}>{words}</StateWord>}>
        <p className="published">{promotion.published}</p>
      </PanelSection>
      {mayEdit ? <Moves promotion={promotion} /> : null}
      <Usage promotion={promotion} />
      <PanelSection title="怎么用">
        <Facts
          facts={[
            ['哪里', promotion.areaName],
            ['在哪里下单', promotion.channels.map((channel) => CHANNELS[channel]).join('、')],
            ['优惠码', promotion.code ?? undefined],
            ['为什么发', promotion.grantedFor ?? undefined],
            ['每人', promotion.perPersonLimit === null ? '不限' : `${count(promotion.perPersonLimit)}次`],
            ['总共', promotion.claimLimit === null ? '不限量' : `${count(promotion.claimLimit)}份`],
            ['和别的一起用', promotion.stackable ? '可以' : '不可以'],
          ]}
        />
      </PanelSection>
      {!mayEdit || promotion.state === 'ended' ? null : editing && nameOf !== undefined ? (
        <PanelSection title="改优惠">
          {promotion.state === 'draft' ? null : (
            <p className="panel-note">已经发布过，只能改得更优惠：减得更多、时间更长、数量更多。</p>
          )}
          <PromotionForm
            key={promotion.revision}
            promotion={promotion}
            nameOf={nameOf}
            onDone={() => setEditing(false)}
          />
        </PanelSection>
      ) : (
        <div>
          <Button onClick={() => setEditing(true)}>改这个优惠</Button>
        </div>
      )}
      <PanelSection title="用它试算一车">
        <DryRun promotionIds={[promotion.promotionId]} />
      </PanelSection>
    </Panel>
  );
}

/** Moves that its state allows; ending cannot be taken back, so it is asked twice. */
function Moves({ promotion }: { promotion: PromotionAnswer }): ReactNode {
  const [sure, setSure] = useState(false);
  const act = useAct(
    (move: Move, key) =>
      api.post<PromotionAnswer>(`${promotionPath(promotion.promotionId)}/move`, { body: { move }, key }),
    { stale: [PROMOTIONS_KEY], onDone: () => setSure(false) },
  );
  if (promotion.moves.length === 0) return null;
  return (
    <div>
      <div className="group-acts">
        {promotion.moves.map((move) => (
          <Button
            key={move}
            type={move === 'publish' || move === 'resume' ? 'primary' : 'default'}
            danger={move === 'end'}
            loading={act.busy}
            onBlur={() => setSure(false)}
            onClick={() => (move === 'end' && !sure ? setSure(true) : void act.run(move))}
          >
            {move === 'end' && sure ? '再点一下，结束不能恢复' : MOVES[move]}
          </Button>
        ))}
      </div>
      <ProblemLine problem={act.problem} />
    </div>
  );
}

function Usage({ promotion }: { promotion: PromotionAnswer }): ReactNode {
  const now = useNow();
  const { usage, days } = promotion;
  return (
    <PanelSection title={usageWords(usage)}>
      <Facts
        facts={[
          ['还能用的券', usage.outstanding === 0 ? undefined : `${count(usage.outstanding)}张`],
          ['过期的券', usage.expired === 0 ? undefined : `${count(usage.expired)}张`],
        ]}
      />
      {days.length === 0 ? null : (
        <table className="goods-table">
          <thead>
            <tr>
              <th scope="col">哪天</th>
              <th scope="col" className="figure">
                用了
              </th>
              <th scope="col" className="figure">
                减了
              </th>
            </tr>
          </thead>
          <tbody>
            {days.slice(0, 7).map((day) => (
              <tr key={day.day}>
                <th scope="row">{date(`${day.day}T00:00:00+08:00`, now)}</th>
                <td className="figure">{count(day.orders)}单</td>
                <td className="figure">{yuan(day.discountFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PanelSection>
  );
}
