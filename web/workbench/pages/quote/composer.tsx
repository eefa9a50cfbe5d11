import { useState, type ReactNode } from 'react';
import type { EffectivePackage, MyOpportunity } from '#modules/commerce/contract';
import { yuan } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import type { ApiProblem } from '../../../shared/problem.ts';
import { ProblemLine } from '../../../shared/states.tsx';
import { squareMetres } from '../../my/measure-draft.ts';
import {
  amountOf,
  draftFor,
  firstQuantity,
  hundredthsOf,
  isByArea,
  mostDiscount,
  quoteFaults,
  type Areas,
  type QuoteDraft,
  type Sum,
} from '../../my/quote-draft.ts';
import { Chips } from '../../parts/chips.tsx';
import { Page } from '../../parts/page.tsx';
import { Sheet } from '../../parts/sheet.tsx';

interface ComposerProps {
  readonly sale: MyOpportunity;
  readonly offered: EffectivePackage;
  readonly areas: Areas;
  readonly draft: QuoteDraft;
  readonly parent: string;
  readonly answer: string;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  /** The server has exactly this as the draft. */
  readonly saved: boolean;
  readonly sum: Sum;
  readonly onDraft: (draft: QuoteDraft) => void;
  readonly onSave: () => void;
  readonly onLook: () => void;
  readonly children: ReactNode;
}

/** Package, options, discount; what it comes to stays at the thumb. */
export function Composer(props: ComposerProps): ReactNode {
  const { sale, offered, areas, draft, busy, problem, saved, sum, onDraft, children } = props;
  const [fault] = quoteFaults(draft, offered, sale.discountLimitPercent);
  const edit = (change: Partial<QuoteDraft>): void => onDraft({ ...draft, ...change });
  return (
    <Page
      title="报价"
      parent={props.parent}
      answer={props.answer}
      next={
        <>
          <ProblemLine problem={problem} />
          <p className="next-note quote-total">
            <span>{fault ?? (saved ? '草稿已存' : '按现在的价目')}</span>
            <strong>{yuan(Math.max(0, sum.totalFen))}</strong>
          </p>
          <div className="quote-buttons">
            <button
              type="button"
              className="button button-second"
              disabled={busy || saved || fault !== undefined}
              onClick={props.onSave}
            >
              {saved ? '草稿已存' : '存草稿'}
            </button>
            <button
              type="button"
              className="button button-main"
              disabled={busy || fault !== undefined}
              onClick={props.onLook}
            >
              {busy ? '正在存…' : '看一眼'}
            </button>
          </div>
        </>
      }
    >
      <PackageChoice sale={sale} offered={offered} onPick={(picked) => onDraft(draftFor(picked, areas))} />
      <section className="card page-stack" aria-labelledby="quote-lines">
        <h2 id="quote-lines">做多少</h2>
        <Line
          of={offered}
          areas={areas}
          typed={draft.quantity}
          least
          onType={(quantity) => edit({ quantity: quantity ?? '1' })}
        />
        {offered.options.map((option) => (
          <Line
            key={option.code}
            of={option}
            areas={areas}
            typed={draft.options[option.code]}
            onType={(quantity) => edit({ options: withOption(draft.options, option.code, quantity) })}
          />
        ))}
      </section>
      <Discount sale={sale} draft={draft} listFen={sum.listFen} onEdit={edit} />
      {children}
    </Page>
  );
}

function withOption(options: QuoteDraft['options'], code: string, quantity: string | undefined): QuoteDraft['options'] {
  const others = Object.fromEntries(Object.entries(options).filter(([each]) => each !== code));
  return quantity === undefined ? others : { ...others, [code]: quantity };
}

interface PackageChoiceProps {
  readonly sale: MyOpportunity;
  readonly offered: EffectivePackage;
  readonly onPick: (picked: EffectivePackage) => void;
}

/** The one that was asked about, until another is picked. */
function PackageChoice({ sale, offered, onPick }: PackageChoiceProps): ReactNode {
  const [open, setOpen] = useState(false);
  const asked = sale.packageId;
  const ordered = sale.packages.toSorted((a, b) => Number(b.packageId === asked) - Number(a.packageId === asked));
  return (
    <>
      <button type="button" className="place" onClick={() => setOpen(true)}>
        <span>
          <strong>{offered.name}</strong>
          <small className="quote-why">
            {priceWords(offered)}，{offered.why}
          </small>
        </span>
        <span className="place-change">换套餐</span>
      </button>
      <Sheet open={open} title="报哪个套餐？" hint="价格是这个小区现在的。" onClose={() => setOpen(false)}>
        <ul className="row-list">
          {ordered.map((each) => (
            <li key={each.packageId}>
              <button
                type="button"
                className="row"
                aria-current={each.packageId === offered.packageId}
                onClick={() => {
                  if (each.packageId !== offered.packageId) onPick(each);
                  setOpen(false);
                }}
              >
                <span>
                  {each.name}
                  {each.packageId === asked ? '（客户问的）' : ''}
                  <small>{priceWords(each)}</small>
                </span>
                {each.packageId === offered.packageId ? <Icon name="sent" size={20} /> : null}
              </button>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}

/** `¥42/㎡`; a unit that is a word of its own (`起`) stands without the stroke. */
export function priceWords({ priceFen, unit }: { readonly priceFen: number; readonly unit: string }): string {
  const name = unit.replace(/^\//, '');
  if (name === '') return yuan(priceFen);
  return name === '起' ? `${yuan(priceFen)} 起` : `${yuan(priceFen)}/${name}`;
}

interface LineProps {
  readonly of: { readonly name: string; readonly unit: string; readonly priceFen: number; readonly why: string };
  readonly areas: Areas;
  /** Undefined while it is not chosen. */
  readonly typed: string | undefined;
  /** It cannot be left out. */
  readonly least?: boolean;
  readonly onType: (quantity: string | undefined) => void;
}

/** One thing and how much of it: a stepper for what is counted, a field in ㎡ for what is sold by the area. */
function Line({ of, areas, typed, least = false, onType }: LineProps): ReactNode {
  const byArea = isByArea(of);
  const hundredths = typed === undefined ? undefined : hundredthsOf(typed, byArea);
  return (
    <div className="quote-line" role="group" aria-label={of.name}>
      <span className="quote-line-name">
        <strong>{of.name}</strong>
        <small>
          {priceWords(of)} · {of.why}
        </small>
      </span>
      {typed === undefined ? (
        <button type="button" className="quote-add" onClick={() => onType(firstQuantity(of, areas))}>
          <Icon name="add" size={20} /> 加上
        </button>
      ) : (
        <>
          <span className="quote-amount">
            {hundredths === undefined ? '—' : yuan(amountOf(of.priceFen, hundredths))}
          </span>
          {byArea ? (
            <Area of={of} areas={areas} typed={typed} least={least} onType={onType} />
          ) : (
            <Stepper name={of.name} unit={of.unit} typed={typed} least={least} onType={onType} />
          )}
        </>
      )}
    </div>
  );
}

interface StepperProps {
  readonly name: string;
  readonly unit: string;
  readonly typed: string;
  readonly least: boolean;
  readonly onType: (quantity: string | undefined) => void;
}

function Stepper({ name, unit, typed, least, onType }: StepperProps): ReactNode {
  const value = Number(typed) || 0;
  const less = (): void => onType(value <= 1 ? (least ? '1' : undefined) : String(value - 1));
  return (
    <span className="quote-stepper">
      <button type="button" aria-label={`${name} 少一个`} disabled={least && value <= 1} onClick={less}>
        <Icon name={value <= 1 && !least ? 'trash' : 'minus'} size={20} />
      </button>
      <input
        className="field"
        inputMode="numeric"
        aria-label={`${name} 的数量（${unit.replace(/^\//, '')}）`}
        maxLength={4}
        value={typed}
        onChange={(event) => onType(event.target.value.replaceAll(/\D/g, ''))}
      />
      <button type="button" aria-label={`${name} 多一个`} onClick={() => onType(String(value + 1))}>
        <Icon name="add" size={20} />
      </button>
    </span>
  );
}

interface AreaProps extends Omit<StepperProps, 'name' | 'unit'> {
  readonly of: { readonly name: string };
  readonly areas: Areas;
}

/** In ㎡; what was measured is one tap away. */
function Area({ of, areas, typed, least, onType }: AreaProps): ReactNode {
  const measured = [
    { name: '地面', area: areas.floor },
    { name: '墙面', area: areas.walls },
  ].flatMap(({ name, area }) =>
    area === undefined || area === 0 || String(area / 100) === typed
      ? []
      : [{ code: String(area / 100), name: `${name} ${squareMetres(area)}` }],
  );
  return (
    <span className="quote-area">
      <span className="quote-area-field">
        <input
          className="field"
          inputMode="decimal"
          aria-label={`${of.name} 的面积（㎡）`}
          maxLength={8}
          placeholder="多少"
          value={typed}
          onChange={(event) => onType(event.target.value)}
        />
        <span>㎡</span>
        {least ? null : (
          <button
            type="button"
            className="icon-button"
            aria-label={`不要 ${of.name}`}
            onClick={() => onType(undefined)}
          >
            <Icon name="trash" size={20} />
          </button>
        )}
      </span>
      {measured.length === 0 ? null : <Chips label="用量好的面积" choices={measured} onPick={onType} />}
    </span>
  );
}

interface DiscountProps {
  readonly sale: MyOpportunity;
  readonly draft: QuoteDraft;
  readonly listFen: number;
  readonly onEdit: (change: Partial<QuoteDraft>) => void;
}

function Discount({ sale, draft, listFen, onEdit }: DiscountProps): ReactNode {
  const most = mostDiscount(listFen, sale.discountLimitPercent);
  return (
    <section className="card page-stack" aria-labelledby="discount">
      <h2 id="discount">优惠（可不填）</h2>
      <label className="field-label" htmlFor="discount-amount">
        少收多少元，最多 {yuan(Math.floor(most / 100) * 100)}（{sale.discountLimitPercent}%）
      </label>
      <input
        id="discount-amount"
        className="field"
        inputMode="decimal"
        maxLength={9}
        placeholder="0"
        value={draft.discount}
        onChange={(event) => onEdit({ discount: event.target.value })}
      />
      {draft.discount.trim() === '' ? null : (
        <Chips
          label="优惠的原因"
          choices={sale.discountReasons}
          value={draft.reason ?? ''}
          onPick={(reason) => onEdit({ reason })}
        />
      )}
    </section>
  );
}
