import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { SupplyLineAnswer } from '#modules/intelligence/contract';
import { count } from '../../../../shared/format.ts';
import { Two } from '../../../parts/list-parts.tsx';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { AmountField } from './amount-field.tsx';
import { Band } from './band.tsx';
import { isOpen, isTyped } from './supply-draft.ts';
import { amountWords, offWords, TABS, TONES, wholeYuan } from './supply-words.ts';
import type { SupplyDesk } from './use-supply-desk.ts';

type Line = SupplyLineAnswer;

const AMOUNTS: Readonly<Record<Line['kind'], string>> = { order: '订多少', transfer: '调多少', discount: '卖多少' };

/** The columns of a kind; beside an open panel those that are worked with. */
export function columnsOf(desk: SupplyDesk): readonly Column<Line>[] {
  const all: readonly Column<Line>[] = [
    {
      key: 'place',
      title: desk.kind === 'transfer' ? '调到哪里' : '地点',
      width: 112,
      always: true,
      render: (line) => <Where line={line} isAtHand={desk.atHand?.lineId === line.lineId} />,
    },
    {
      key: 'sku',
      title: '商品',
      width: 140,
      always: true,
      render: (line) => <Two first={<strong>{line.skuName}</strong>} second={line.skuCode} />,
    },
    { key: 'band', title: '预计卖', width: 124, render: (line) => <Band line={line} /> },
    {
      key: 'stock',
      title: '现有/在途/快过期',
      width: 140,
      align: 'right',
      render: (line) => <There line={line} />,
    },
    {
      key: 'proposed',
      title: '建议',
      width: 72,
      align: 'right',
      always: true,
      render: (line) => <Proposed line={line} />,
    },
    {
      key: 'amount',
      title: AMOUNTS[desk.kind],
      width: 104,
      align: 'right',
      always: true,
      render: (line) => <Amount line={line} desk={desk} />,
    },
    {
      key: 'worth',
      title: '多赚',
      width: 76,
      align: 'right',
      render: (line) => (line.worthFen <= 0 ? '—' : wholeYuan(line.worthFen)),
    },
    { key: 'act', title: '办不办', width: 112, always: true, render: (line) => <Act line={line} desk={desk} /> },
  ];
  if (desk.openId === undefined) return all;
  return all.filter(({ key }) => ['place', 'sku', 'proposed', 'amount'].includes(key));
}

function Where({ line, isAtHand }: { line: Line; isAtHand: boolean }): ReactNode {
  return (
    <span className="supply-where" data-at-hand={isAtHand || undefined}>
      <Two first={line.placeName} second={line.fromPlaceName === null ? line.cityName : `从${line.fromPlaceName}`} />
    </span>
  );
}

function There({ line: { basis } }: { line: Line }): ReactNode {
  const old = basis.expiring === 0 ? '—' : <strong className="supply-expiring">{count(basis.expiring)}</strong>;
  return (
    <span className="supply-there">
      <span>{count(basis.stock)}</span>
      <span>{basis.onTheWay === 0 ? '—' : count(basis.onTheWay)}</span>
      <span>{old}</span>
    </span>
  );
}

function Proposed({ line }: { line: Line }): ReactNode {
  const { kind, basis, proposed } = line;
  const more =
    kind === 'discount'
      ? `原价的 ${offWords(proposed, basis.priceFen)}`
      : kind === 'order' && basis.pack > 1
        ? `${count(proposed / basis.pack)} 箱`
        : undefined;
  const figure = <strong className="supply-proposed">{amountWords(line, proposed)}</strong>;
  return more === undefined ? figure : <Two align="right" first={figure} second={more} />;
}

function Amount({ line, desk }: { line: Line; desk: SupplyDesk }): ReactNode {
  if (desk.mayTake && isOpen(line)) return <AmountField line={line} desk={desk} />;
  if (line.decided === null) return '—';
  const figure = amountWords(line, line.decided);
  return line.state === 'changed' ? <strong className="supply-people">{figure}</strong> : figure;
}

function Act({ line, desk }: { line: Line; desk: SupplyDesk }): ReactNode {
  const { mayDecide, mayTake, decisions } = desk;
  const typed = isTyped(line, desk.drafts);
  const name = `${line.placeName}的${line.skuName}`;
  const undecided = line.state === 'proposed';
  if (!mayDecide || !isOpen(line) || (!undecided && !typed)) {
    return <StateWord tone={TONES[line.state]}>{TABS[line.state]}</StateWord>;
  }
  return (
    <span className="supply-acts">
      {mayTake ? (
        <Button
          size="small"
          disabled={decisions.busy}
          aria-label={`${typed ? '按改的办' : '照办'}：${name}`}
          onClick={() => desk.take([line])}
        >
          {typed ? '定下' : '照办'}
        </Button>
      ) : null}
      {undecided ? (
        <Button
          size="small"
          type="text"
          disabled={decisions.busy}
          aria-label={`不办：${name}`}
          onClick={() => desk.refuse([line])}
        >
          不办
        </Button>
      ) : null}
    </span>
  );
}
