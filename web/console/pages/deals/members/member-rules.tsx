import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { count, dateTime } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Await } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { BadgesForm } from './badges-form.tsx';
import { LevelsForm } from './levels-form.tsx';
import { PointsForm } from './points-form.tsx';
import { useBadgeRules, useLevelRules, usePointTerms } from './use-rules.ts';

type Kind = 'levels' | 'badges' | 'points';

/** Who gets what and for what, as everybody reads it; each part is published whole. */
export function MemberRules(): ReactNode {
  const [levels, badges, points] = [useLevelRules(), useBadgeRules(), usePointTerms()];
  const [editing, setEditing] = useState<Kind>();
  const close = (): void => setEditing(undefined);
  const action = (kind: Kind): ReactNode => (editing === kind ? null : <EditButton onClick={() => setEditing(kind)} />);
  return (
    <Panel>
      <PanelSection title="等级" action={action('levels')}>
        <Await query={levels}>
          {(rules) =>
            editing === 'levels' ? (
              <LevelsForm key={rules.revision} rules={rules} onClose={close} />
            ) : (
              <>
                <Facts
                  facts={rules.levels.map(({ name, published, members }) => [
                    name,
                    `${published}（${count(members)}位）`,
                  ])}
                />
                <Since at={rules.publishedAt} />
              </>
            )
          }
        </Await>
      </PanelSection>
      <PanelSection title="勋章" action={action('badges')}>
        <Await query={badges}>
          {(rules) =>
            editing === 'badges' ? (
              <BadgesForm key={rules.revision} rules={rules} onClose={close} />
            ) : (
              <>
                <Facts
                  facts={rules.badges.map(({ name, published, members }) => [
                    name,
                    `${published}（${count(members)}位有）`,
                  ])}
                />
                <Since at={rules.publishedAt} />
              </>
            )
          }
        </Await>
      </PanelSection>
      <PanelSection title="积分" action={action('points')}>
        <Await query={points}>
          {(terms) =>
            editing === 'points' ? (
              <PointsForm key={terms.revision} terms={terms} onClose={close} />
            ) : (
              <>
                <p>{terms.published}</p>
                <Since at={terms.publishedAt} />
              </>
            )
          }
        </Await>
      </PanelSection>
    </Panel>
  );
}

function EditButton({ onClick }: { onClick: () => void }): ReactNode {
  return useMay('member.edit') ? (
    <Button size="small" onClick={onClick}>
      改
    </Button>
  ) : null;
}

function Since({ at }: { at: string | null }): ReactNode {
  const now = useNow();
  return <p className="panel-note">{at === null ? '一开始就这样。' : `${dateTime(at, now)}发布的。`}</p>;
}
