import type { ReactNode } from 'react';
import type { ShopCart } from '#modules/commerce/contract';
import { money } from '../parts/money.ts';

/** Every step of the price, in its order, down to what is paid. */
export function PriceSteps({ priced }: { priced: ShopCart }): ReactNode {
  return (
    <section className="shop-card" aria-labelledby="steps">
      <h2 id="steps">价格明细</h2>
      <dl className="buy-steps">
        {priced.steps.map((step, at) => (
          <div key={at}>
            <dt>
              {step.title}
              {step.appliesTo === '' ? null : <small>{step.appliesTo}</small>}
            </dt>
            <dd className={step.amountFen < 0 ? 'buy-less' : undefined}>{signed(step.amountFen)}</dd>
          </div>
        ))}
        <div className="buy-total">
          <dt>要付</dt>
          <dd>{money(priced.totalFen)}</dd>
        </div>
      </dl>
    </section>
  );
}

const signed = (amountFen: number): string => (amountFen < 0 ? `−${money(-amountFen)}` : money(amountFen));
