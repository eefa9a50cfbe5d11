import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { SupplyLineAnswer } from '#modules/intelligence/contract';
import { Empty } from '../../../../shared/states.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { Comparison } from './comparison.tsx';
import { LineBody } from './line-body.tsx';
import { Rules } from './rules.tsx';
import { isOpen, isTyped } from './supply-draft.ts';
import { KINDS, TABS } from './supply-words.ts';
import { COMPARISON, RULES, type SupplyDesk } from './use-supply-desk.ts';

/** What is open beside the list: a line, the rules of supply, or what came of people's changes. */
export function supplyPanel(desk: SupplyDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  switch (openId) {
    case undefined:
      return undefined;
    case RULES:
      return { title: '供货规则', subtitle: '下一次预测起照新的算', onClose, children: <Rules /> };
    case COMPARISON:
      return { title: '改动对照', subtitle: '近90天人改过的订货，后来怎么样', onClose, children: <Comparison /> };
    default: {
      const line = desk.rows.find(({ lineId }) => lineId === openId);
      if (line === undefined) return { title: KINDS[desk.kind], onClose, children: <Gone desk={desk} /> };
      const from = line.fromPlaceName === null ? '' : `从${line.fromPlaceName}到`;
      return {
        title: line.skuName,
        subtitle: `${TABS[line.state]} · ${from}${line.placeName} · ${line.skuCode}`,
        onClose,
        children: <LineBody key={line.lineId} line={line} desk={desk} />,
        ...(desk.mayDecide && isOpen(line) ? { footer: <Acts line={line} desk={desk} /> } : {}),
      };
    }
  }
}

/** A line whose address somebody sent, or that a decision took out of this list. */
function Gone({ desk }: { desk: SupplyDesk }): ReactNode {
  if (desk.list.rows === undefined || desk.list.loading) return null;
  const isWide = desk.tab === 'all' && !desk.filtered;
  return (
    <Empty
      title="这一行不在左边的列表里"
      hint={isWide ? '往下多看一些，或者换一类看看。' : '可能刚定完，或者被上面的条件筛掉了。'}
      action={isWide ? undefined : <Button onClick={() => desk.showTab('all')}>看全部</Button>}
    />
  );
}

function Acts({ line, desk }: { line: SupplyLineAnswer; desk: SupplyDesk }): ReactNode {
  const { decisions, mayTake } = desk;
  const typed = isTyped(line, desk.drafts);
  return (
    <>
      {line.state === 'refused' ? null : (
        <Button disabled={decisions.busy} aria-keyshortcuts="x" onClick={() => desk.refuse([line])}>
          不办 <kbd className="kbd">X</kbd>
        </Button>
      )}
      {mayTake && (line.state !== 'taken' || typed) ? (
        <Button type="primary" loading={decisions.busy} aria-keyshortcuts="a" onClick={() => desk.take([line])}>
          {typed ? '按改的办' : line.state === 'proposed' ? '照办' : '改回照建议办'}{' '}
          <kbd className="kbd kbd-on-fill">A</kbd>
        </Button>
      ) : null}
    </>
  );
}
