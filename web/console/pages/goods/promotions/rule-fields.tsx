import { Button, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../../../shared/icons.tsx';
import { Field, NumberField } from '../../../parts/field.tsx';
import { Lines } from './dry-run.tsx';
import type { PartProps } from './promotion-form.tsx';

const MOST_RUNGS = 5;

/** The amounts of a rule, by its kind. */
export function RuleFields({ draft, set }: PartProps): ReactNode {
  switch (draft.kind) {
    case 'threshold':
      return <Rungs draft={draft} set={set} />;
    case 'bundle_price':
      return <BundlePrice draft={draft} set={set} />;
    case 'percent':
      return (
        <div className="form-row">
          <NumberField
            label="打几折（88 就是 88 折）"
            precision={2}
            min={0.01}
            max={99.99}
            suffix="折"
            value={draft.tenths}
            onChange={(tenths) => set({ tenths })}
          />
          <NumberField
            label="最多减（可不填）"
            precision={2}
            min={0.01}
            suffix="元"
            value={draft.capYuan}
            onChange={(capYuan) => set({ capYuan })}
          />
          <From draft={draft} set={set} />
        </div>
      );
    case 'fixed':
    case 'delivery':
      return (
        <div className="form-row">
          <NumberField
            label={draft.kind === 'fixed' ? '减多少' : '运费减多少（不填就全免）'}
            precision={2}
            min={0.01}
            suffix="元"
            value={draft.offYuan}
            onChange={(offYuan) => set({ offYuan })}
          />
          <From draft={draft} set={set} />
        </div>
      );
  }
}

const From = ({ draft, set }: PartProps): ReactNode => (
  <NumberField
    label="满多少能用（可不填）"
    precision={2}
    min={0}
    suffix="元"
    value={draft.fromYuan}
    onChange={(fromYuan) => set({ fromYuan })}
  />
);

function Rungs({ draft, set }: PartProps): ReactNode {
  const { rungs } = draft;
  return (
    <div className="tier-lines">
      {rungs.map((rung, at) => (
        <div key={at}>
          满
          <InputNumber<number>
            aria-label={`第 ${at + 1} 档满多少元`}
            min={0.01}
            precision={2}
            suffix="元"
            value={rung.fromYuan}
            onChange={(fromYuan) => set({ rungs: rungs.map((each) => (each === rung ? { ...each, fromYuan } : each)) })}
          />
          减
          <InputNumber<number>
            aria-label={`第 ${at + 1} 档减多少元`}
            min={0.01}
            precision={2}
            suffix="元"
            value={rung.offYuan}
            onChange={(offYuan) => set({ rungs: rungs.map((each) => (each === rung ? { ...each, offYuan } : each)) })}
          />
          {rungs.length === 1 ? null : (
            <Button
              type="text"
              size="small"
              aria-label={`去掉第 ${at + 1} 档`}
              icon={<Icon name="close" size={14} />}
              onClick={() => set({ rungs: rungs.filter((each) => each !== rung) })}
            />
          )}
        </div>
      ))}
      {rungs.length >= MOST_RUNGS ? null : (
        <Button
          size="small"
          type="dashed"
          onClick={() => set({ rungs: [...rungs, { fromYuan: null, offYuan: null }] })}
        >
          再加一档
        </Button>
      )}
    </div>
  );
}

function BundlePrice({ draft, set }: PartProps): ReactNode {
  return (
    <>
      <Field label="一套里有什么">{() => <Lines lines={draft.parts} onChange={(parts) => set({ parts })} />}</Field>
      <div className="form-row">
        <NumberField
          label="一套卖多少"
          precision={2}
          min={0.01}
          suffix="元"
          value={draft.setYuan}
          onChange={(setYuan) => set({ setYuan })}
        />
        <NumberField
          label="一单最多几套（可不填）"
          precision={0}
          min={1}
          max={99}
          suffix="套"
          value={draft.maxSets}
          onChange={(maxSets) => set({ maxSets })}
        />
      </div>
    </>
  );
}
