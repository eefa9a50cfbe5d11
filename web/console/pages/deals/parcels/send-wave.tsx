import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { WaveAnswer } from '#modules/commerce/contract';
import type { WarehousesAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import { count, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { DayField, Field, FormEnd } from '../../../parts/field.tsx';
import { Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { nameOfSku } from '../../goods/name-of-sku.ts';
import { CLAIMS_KEY, MONEY_KEYS, PARCELS_KEY, WAVES_PATH } from '../deals-paths.ts';
import { goingOf, NEW_WAVE, waveBodyOf, waveFault, type WaveDraft } from './wave-draft.ts';

/** Goods leave a warehouse: seen first, then sent; what is too little is refunded to whoever ordered last. */
export function SendWave(): ReactNode {
  const [draft, setDraft] = useState<WaveDraft>(NEW_WAVE);
  const preview = useAct((it: WaveDraft, key) =>
    api.post<WaveAnswer>(`${WAVES_PATH}/preview`, { body: waveBodyOf(it), key }),
  );
  const send = useAct((it: WaveDraft, key) => api.post<WaveAnswer>(WAVES_PATH, { body: waveBodyOf(it), key }), {
    stale: [PARCELS_KEY, CLAIMS_KEY, ...MONEY_KEYS],
  });
  const choose = (part: Partial<WaveDraft>): void => {
    preview.forget();
    send.forget();
    setDraft({ ...draft, short: {}, ...part });
  };
  const shorten = (skuId: string, quantity: number): void => {
    const next = { ...draft, short: { ...draft.short, [skuId]: quantity } };
    setDraft(next);
    void preview.run(next);
  };
  if (send.answer !== undefined) return <Sent answer={send.answer} onAgain={() => choose({})} />;
  return (
    <Panel>
      <div className="form-stack">
        <PlaceField value={draft.placeId} onChange={(placeId) => choose({ placeId })} />
        <DayField
          label="提货日"
          hint="不填就发当天下单、随到随取的。"
          value={draft.day}
          onChange={(day) => choose({ day })}
        />
        {preview.answer === undefined ? (
          <FormEnd verb="先看一遍" fault={waveFault(draft)} busy={preview.busy} onDo={() => void preview.run(draft)} />
        ) : null}
        <ProblemLine problem={preview.problem} />
      </div>
      {preview.answer === undefined ? null : (
        <Preview answer={preview.answer} draft={draft} onShort={shorten}>
          <ProblemLine problem={send.problem} />
          <FormEnd
            verb={`发出${count(preview.answer.parcels)}个包裹`}
            fault={preview.answer.parcels === 0 ? '没有要发的' : undefined}
            disabled={preview.busy}
            busy={send.busy}
            onDo={() => void send.run(draft)}
          />
        </Preview>
      )}
    </Panel>
  );
}

/** Central warehouses feed the others. */
const isSending = ({ kind }: WarehousesAnswer['items'][number]): boolean => kind !== 'central';

interface PlaceFieldProps {
  readonly value: string | undefined;
  readonly onChange: (placeId: string | undefined) => void;
}

function PlaceField({ value, onChange }: PlaceFieldProps): ReactNode {
  const query = useQuery({
    queryKey: ['places', 'warehouses', 'active'],
    queryFn: ({ signal }) =>
      api.get<WarehousesAnswer>('/api/territory/warehouses', { query: { active: true, limit: 200 }, signal }),
  });
  return (
    <Field label="从哪个仓发">
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="选一个仓"
          loading={query.isPending}
          value={value ?? null}
          options={(query.data?.items ?? []).filter(isSending).map((place) => ({
            value: place.id as string,
            label: `${place.cityName} · ${place.name}（${place.kindName}）`,
          }))}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )}
    </Field>
  );
}

interface PreviewProps {
  readonly answer: WaveAnswer;
  readonly draft: WaveDraft;
  readonly onShort: (skuId: string, quantity: number) => void;
  readonly children: ReactNode;
}

function Preview({ answer, draft, onShort, children }: PreviewProps): ReactNode {
  return (
    <PanelSection title={`${count(answer.points)}个自提点，${count(answer.customers)}户，${count(answer.units)}件`}>
      {answer.items.length === 0 ? (
        <p className="panel-note">这个仓这一天没有等着发的货。</p>
      ) : (
        <table className="deal-lines">
          <thead>
            <tr>
              <th scope="col">商品</th>
              <th scope="col">要发</th>
              <th scope="col">少了</th>
            </tr>
          </thead>
          <tbody>
            {answer.items.map((item) => (
              <tr key={item.skuId}>
                <th scope="row">{nameOfSku(item)}</th>
                <td>
                  {count(goingOf(item))}
                  {item.unit}
                </td>
                <td>
                  <InputNumber<number>
                    aria-label={`${item.name}少了多少`}
                    size="small"
                    min={0}
                    max={goingOf(item)}
                    precision={0}
                    changeOnBlur
                    value={draft.short[item.skuId] ?? 0}
                    onChange={(quantity) => onShort(item.skuId, quantity ?? 0)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {answer.shortUnits === 0 ? null : (
        <p className="deal-next deal-next-held">
          少{count(answer.shortUnits)}件，影响{count(answer.shortOrders)}单：发出后{yuan(answer.refundFen)}
          自动原路退回，先退最后下单的。
        </p>
      )}
      {children}
    </PanelSection>
  );
}

function Sent({ answer, onAgain }: { answer: WaveAnswer; onAgain: () => void }): ReactNode {
  return (
    <Panel>
      <p className="deal-next" role="status">
        发出了{count(answer.parcels)}个包裹、{count(answer.units)}件，去{count(answer.points)}个自提点。
        {answer.shortUnits === 0 ? '' : `少的${count(answer.shortUnits)}件正在退款，${yuan(answer.refundFen)}。`}
      </p>
      <div>
        <Button onClick={onAgain}>再发一批</Button>
      </div>
    </Panel>
  );
}
