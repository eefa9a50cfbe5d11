import type { ReactNode } from 'react';
import { useMay } from '../../../shared/session.tsx';
import { Empty, Skeleton } from '../../../shared/states.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { AreaPriceBody } from './area-price-body.tsx';
import { AreaPriceForm } from './area-price-form.tsx';
import { OptionForm } from './option-form.tsx';
import { NEW, type PriceDesk } from './use-prices.ts';

/** What is open beside the list: an area price, an option, or a new one of them. */
export function usePricePanel(desk: PriceDesk): SidePanelProps | undefined {
  const mayEdit = useMay('price.edit');
  const { openId, view } = desk;
  if (openId === undefined || view === 'place' || desk.package === undefined) return undefined;
  const onClose = (): void => desk.open(undefined);
  const common = { subtitle: desk.package.name, onClose };
  if (view === 'options') {
    const option = desk.options.rows?.find(({ code }) => code === openId);
    const title = openId === NEW ? '加一个选项' : (option?.name ?? '选项');
    return { ...common, title, children: <OpenedOption desk={desk} mayEdit={mayEdit} onClose={onClose} /> };
  }
  if (openId === NEW) {
    const options = desk.options.rows ?? [];
    const form = <AreaPriceForm package={desk.package} options={options} onDone={onClose} />;
    return { ...common, title: '加一条价目', children: form };
  }
  const price = desk.prices.rows?.find(({ priceId }) => priceId === openId);
  return {
    ...common,
    title: price === undefined ? '价目' : `${price.areaName} · ${price.name}`,
    children:
      price === undefined ? (
        <Gone loading={desk.prices.rows === undefined} />
      ) : (
        <AreaPriceBody key={price.priceId} price={price} mayEdit={mayEdit} onEnded={onClose} />
      ),
  };
}

interface OpenedOptionProps {
  readonly desk: PriceDesk;
  readonly mayEdit: boolean;
  readonly onClose: () => void;
}

function OpenedOption({ desk, mayEdit, onClose }: OpenedOptionProps): ReactNode {
  const rows = desk.options.rows;
  const option = rows?.find(({ code }) => code === desk.openId);
  if (desk.package === undefined || rows === undefined) return <Skeleton />;
  if (desk.openId !== NEW && option === undefined) return <Gone loading={false} />;
  return (
    <OptionForm
      // What a colleague saved meanwhile is shown only after it was asked for.
      key={desk.openId}
      packageId={desk.package.id}
      option={option}
      next={Math.max(0, ...rows.map(({ position }) => position)) + 1}
      mayEdit={mayEdit}
      onDone={onClose}
    />
  );
}

const Gone = ({ loading }: { loading: boolean }): ReactNode =>
  loading ? <Skeleton /> : <Empty title="它不在上面的列表里" hint="放宽条件再找找。" />;
