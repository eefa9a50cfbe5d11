import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { DryRunBody, PricedCartAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { yuan } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { CommunityFinder } from '../../../parts/community-finder.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { DRY_RUN_PATH } from '../goods-paths.ts';
import { SkuFinder } from '../sku-finder.tsx';
import type { NamedSku } from './promotion-draft.ts';
import { CHANNELS, type Channel } from './promotion-words.ts';

interface Cart {
  readonly lines: readonly NamedSku[];
  readonly community: { readonly id: string; readonly name: string } | undefined;
  readonly channel: Channel;
  readonly firstOrder: boolean;
  readonly level: number;
}

const EMPTY: Cart = { lines: [], community: undefined, channel: 'group_buy', firstOrder: false, level: 0 };
const FULFILMENT: Readonly<Record<Channel, DryRunBody['fulfilment']>> = {
  group_buy: 'pickup',
  instant: 'delivery',
  store: 'counter',
};

const faultOf = ({ lines, community }: Cart): string | undefined =>
  lines.length === 0 ? '放进商品' : community === undefined ? '选一个小区' : undefined;

/** What a cart would cost somebody of the published groups, step by step; the promotions named count as if live. */
export function DryRun({ promotionIds }: { promotionIds: readonly string[] }): ReactNode {
  const [cart, setCart] = useState(EMPTY);
  const run = useAct((it: Cart, key) =>
    api.post<PricedCartAnswer>(DRY_RUN_PATH, {
      body: {
        lines: it.lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
        place: { communityId: it.community?.id },
        channel: it.channel,
        fulfilment: FULFILMENT[it.channel],
        firstOrder: it.firstOrder,
        level: it.level,
        promotionIds,
      },
      key,
    }),
  );
  const set = (part: Partial<Cart>): void => {
    run.forget();
    setCart({ ...cart, ...part });
  };
  return (
    <div className="form-stack">
      <Lines lines={cart.lines} onChange={(lines) => set({ lines })} />
      <div className="form-row">
        <Field label="小区" {...(cart.community === undefined ? {} : { hint: `选的是：${cart.community.name}` })}>
          {() => (
            <CommunityFinder
              label="按名字找小区"
              width="100%"
              onFind={({ id, name }) => set({ community: { id, name } })}
            />
          )}
        </Field>
        <Field label="在哪里下单">
          {(id) => (
            <Select
              id={id}
              value={cart.channel}
              options={Object.entries(CHANNELS).map(([value, label]) => ({ value, label }))}
              onChange={(channel) => set({ channel: channel as Channel })}
            />
          )}
        </Field>
        <Field label="会员等级">
          {(id) => (
            <InputNumber<number>
              id={id}
              min={0}
              max={9}
              precision={0}
              value={cart.level}
              onChange={(level) => set({ level: level ?? 0 })}
            />
          )}
        </Field>
      </div>
      <Checkbox checked={cart.firstOrder} onChange={(event) => set({ firstOrder: event.target.checked })}>
        是他的首单
      </Checkbox>
      <ProblemLine problem={run.problem} />
      <FormEnd verb="算一算" fault={faultOf(cart)} busy={run.busy} onDo={() => void run.run(cart)} />
      {run.answer === undefined ? null : <Priced cart={run.answer} />}
    </div>
  );
}

interface LinesProps {
  readonly lines: readonly NamedSku[];
  readonly onChange: (lines: readonly NamedSku[]) => void;
}

/** SKUs with how many of each. */
export function Lines({ lines, onChange }: LinesProps): ReactNode {
  return (
    <>
      {lines.length === 0 ? null : (
        <ul className="bundle-parts">
          {lines.map((line) => (
            <li key={line.skuId}>
              <span>{line.name}</span>
              <InputNumber<number>
                aria-label={`${line.name}几份`}
                min={1}
                max={99}
                precision={0}
                value={line.quantity}
                onChange={(quantity) =>
                  onChange(lines.map((each) => (each === line ? { ...each, quantity: quantity ?? 1 } : each)))
                }
              />
              <Button
                type="text"
                aria-label={`去掉${line.name}`}
                icon={<Icon name="close" size={14} />}
                onClick={() => onChange(lines.filter((each) => each !== line))}
              />
            </li>
          ))}
        </ul>
      )}
      <SkuFinder
        label="按名称、编码或条码加一样"
        without={lines.map(({ skuId }) => skuId)}
        onFind={({ skuId, name }) => onChange([...lines, { skuId, name, quantity: 1 }])}
      />
    </>
  );
}

/** Every step of the price, in order; then what was not taken, and why. */
function Priced({ cart }: { cart: PricedCartAnswer }): ReactNode {
  const gone = cart.lines.filter((line) => line.hint !== null);
  return (
    <section className="priced" aria-label="算出来">
      <table className="goods-table">
        <tbody>
          {cart.steps.map((step, at) => (
            <tr key={`${step.step}${at}`}>
              <th scope="row">
                {step.title} <small>{step.appliesTo}</small>
              </th>
              <td className="figure">
                {step.amountFen < 0 ? '−' : ''}
                {yuan(Math.abs(step.amountFen))}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">一共</th>
            <td className="figure">
              <strong>{yuan(cart.totalFen)}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
      {gone.map((line) => (
        <p key={line.lineNo} className="panel-note">
          {line.name}：{line.hint}
        </p>
      ))}
      {cart.unused.map((benefit) => (
        <p key={`${benefit.promotionId}${benefit.couponId}`} className="panel-note">
          没用上「{benefit.title}」：{benefit.why}
        </p>
      ))}
    </section>
  );
}
