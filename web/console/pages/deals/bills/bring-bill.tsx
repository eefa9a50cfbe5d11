import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { addDays, businessDay } from '#kernel/time';
import type { BillItem } from '#modules/commerce/contract';
import { api, queryString } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { DropFile } from '../../../parts/drop-file.tsx';
import { DayField, Field, FormEnd } from '../../../parts/field.tsx';
import { Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { BILLS_KEY, BILLS_PATH } from '../deals-paths.ts';
import { useProviders } from './use-bills.ts';

const LONG_MS = 300_000;

/** The bill of a provider and a day: asked for, or brought as a file. */
export function BringBill({ onDone }: { onDone: (billId: string) => void }): ReactNode {
  const now = useNow();
  const [chosen, setProvider] = useState<string>();
  const [day, setDay] = useState(() => businessDay(addDays(new Date(now), -1)));
  const providers = useProviders();
  const provider = chosen ?? (providers.length === 1 ? providers[0]?.code : undefined);
  const hooks = { stale: [BILLS_KEY], onDone: (bill: BillItem) => onDone(bill.billId) };
  const ask = useAct(
    (_: undefined, key) => api.post<BillItem>(BILLS_PATH, { body: { provider, day }, key, timeoutMs: LONG_MS }),
    hooks,
  );
  const upload = useAct((file: File, key) => {
    const body = new FormData();
    body.append('file', file);
    const path = `${BILLS_PATH}/upload${queryString({ provider, day })}`;
    return api.post<BillItem>(path, { body, key, timeoutMs: LONG_MS });
  }, hooks);
  const fault = provider === undefined ? '选一个渠道' : day === '' ? '选一天' : undefined;
  const hasBills = providers.find(({ code }) => code === provider)?.hasBills ?? false;
  return (
    <Panel>
      <div className="form-stack">
        <div className="form-row">
          <Field label="渠道">
            {(id) => (
              <Select
                id={id}
                placeholder="选一个"
                value={provider ?? null}
                options={providers.map(({ code, name }) => ({ value: code, label: name }))}
                onChange={(value) => setProvider(value ?? undefined)}
              />
            )}
          </Field>
          <DayField label="哪天" value={day} onChange={setDay} />
        </div>
      </div>
      <PanelSection title="向渠道要">
        {provider !== undefined && !hasBills ? (
          <p className="panel-note">这个渠道不给账单，传文件吧。</p>
        ) : (
          <FormEnd verb="取来对" fault={fault} busy={ask.busy} onDo={() => void ask.run(undefined)} />
        )}
        <ProblemLine problem={ask.problem} />
      </PanelSection>
      <PanelSection title="或者传文件">
        {fault === undefined ? (
          <DropFile
            accept=".csv,.txt,.zip,.gz"
            busy={upload.busy}
            hint="渠道后台下载的交易账单，CSV 或压缩包，最大 64 MB。"
            onFile={(file) => void upload.run(file)}
          />
        ) : (
          <p className="panel-note">{fault}，再传文件。</p>
        )}
        <ProblemLine problem={upload.problem} />
      </PanelSection>
    </Panel>
  );
}
