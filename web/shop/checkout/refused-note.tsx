import type { ReactNode } from 'react';
import type { ShopCart } from '#modules/commerce/contract';
import { Icon } from '../../shared/icons.tsx';
import type { ApiProblem } from '../../shared/problem.ts';
import { ProblemLine } from '../../shared/states.tsx';
import type { Cart } from '../cart/cart.ts';
import { useCart } from '../cart/use-cart.ts';
import { money } from '../parts/money.ts';
import { cutWords, fitLines, type Refused } from './refused-order.ts';
import type { Ordering } from './use-ordering.ts';

interface RefusedNoteProps {
  readonly refused: Refused | undefined;
  readonly problem: ApiProblem | undefined;
  readonly cart: Cart;
  readonly priced: ShopCart | undefined;
  readonly cartKey: string;
  readonly onGoOn: () => void;
}

/** Why it was not ordered, and the way on from there. Nothing was charged, and it says so. */
export function RefusedNote(props: RefusedNoteProps): ReactNode {
  const { refused, problem, cart, cartKey } = props;
  if (problem === undefined || refused === undefined) return <Short {...props} most={new Map()} />;
  if (refused.kind === 'short') return <Short {...props} most={refused.most} />;
  if (refused.kind === 'price') {
    return (
      <Note title="价格变了，还没下单">
        <p>
          刚才看到 <del>{money(refused.fromFen)}</del>，现在是 <strong>{money(refused.toFen)}</strong>
          。同意的话再点一次下面的按钮。
        </p>
      </Note>
    );
  }
  if (refused.kind === 'team') {
    return (
      <Note title={problem.message}>
        <p>没有下单，也没有扣钱。换一个团，或者自己开一个。</p>
        <a className="shop-quiet" href={`/${cartKey}#teams`}>
          换个团
        </a>
      </Note>
    );
  }
  if (refused.kind === 'closed') {
    return (
      <Note title={problem.message}>
        <p>没有下单，也没有扣钱。</p>
        <a className="shop-quiet" href={`/c/${cart.place.communityId}`}>
          看看今天别的团
        </a>
      </Note>
    );
  }
  if (refused.kind === 'coupon') {
    return (
      <Note title={problem.message}>
        <p>已经换成现在最省的搭配，看一下价格再点一次。</p>
      </Note>
    );
  }
  if (refused.kind === 'signed out') return <Note title="登录过期了，再登录一次就能下单">{null}</Note>;
  return <ProblemLine problem={problem} />;
}

/** Some of it can't be had: which, how much is left, and going on with that. */
function Short({
  problem,
  cart,
  priced,
  onGoOn,
  most,
}: RefusedNoteProps & { most: ReadonlyMap<string, number> }): ReactNode {
  const { putAll } = useCart(cart.place);
  const { lines, cuts } = fitLines(cart.lines, priced, most);
  if (cuts.length === 0) return null;
  const goOn = (): void => {
    putAll(lines);
    onGoOn();
  };
  return (
    <Note title={problem === undefined ? '有的不够了' : '没抢到，还没下单，也没有扣钱'}>
      <ul>
        {cuts.map((cut) => (
          <li key={cut.name}>{cutWords(cut)}</li>
        ))}
      </ul>
      <button type="button" className="shop-quiet" onClick={goOn}>
        {lines.length === 0 ? '清空，去看别的' : '按还有的买'}
      </button>
    </Note>
  );
}

function Note({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="shop-note buy-refused" role="alert">
      <h2>
        <Icon name="alert" size={18} />
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Sent and not answered: asked about before anything else is ordered. */
export function PendingNote({ ordering }: { ordering: Ordering }): ReactNode {
  const { pending, busy, problem, send } = ordering;
  if (pending === undefined) return null;
  return (
    <section className="shop-note buy-refused" role="status">
      <h2>
        <Icon name="waiting" size={18} />
        {busy ? '正在确认刚才那一单…' : '刚才那一单还没等到结果'}
      </h2>
      <p>{problem === undefined ? '' : `${problem.message} `}同一单再问一次，不会重复下单，也不会重复付款。</p>
      <button
        type="button"
        className="shop-main"
        aria-busy={busy}
        disabled={busy}
        onClick={() => void send(pending.body)}
      >
        {busy ? '正在确认…' : '查一下结果'}
      </button>
    </section>
  );
}
