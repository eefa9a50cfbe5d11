import { useId, useState, type FormEvent, type InputHTMLAttributes, type ReactNode } from 'react';
import { Await, Empty } from '../../shared/states.tsx';
import { addLead } from '../my/acts.ts';
import { useChoices, usePlaces, type MyPlace } from '../my/queries.ts';
import { NEED_CHOICES } from '../my/words.ts';
import { Chips } from '../parts/chips.tsx';
import { Page } from '../parts/page.tsx';
import { PlaceChoice, placesInOrder, rememberPlace } from '../parts/place-choice.tsx';
import { tellEnd } from '../parts/tell-end.ts';
import { goBack } from '../../shared/router.tsx';

/** Somebody asked in person: who, where, what for. */
export function NewLead(): ReactNode {
  const places = usePlaces();
  return (
    <Await
      query={places}
      loading={
        <Page title="登记线索" parent="/leads">
          {null}
        </Page>
      }
    >
      {({ items }) =>
        items.length === 0 ? (
          <Page title="登记线索" parent="/leads">
            <Empty title="你还没有负责的小区" hint="请店里先把小区分给你。" />
          </Page>
        ) : (
          <LeadForm places={placesInOrder(items)} />
        )
      }
    </Await>
  );
}

interface Faults {
  readonly name?: string;
  readonly phone?: string;
}

function faultsOf(name: string, digits: string): Faults {
  return {
    ...(name.trim() === '' ? { name: '写个称呼，打电话时好叫。' } : {}),
    ...(/^1[3-9]\d{9}$/.test(digits) ? {} : { phone: '手机号不对，看看是不是少了一位。' }),
  };
}

function LeadForm({ places }: { places: readonly MyPlace[] }): ReactNode {
  const [place, setPlace] = useState(places[0] as MyPlace);
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [need, setNeed] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const choices = useChoices();
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const digits = phone.replace(/\D/g, '');
    const found = faultsOf(name, digits);
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first !== undefined) {
      form.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
      return;
    }
    rememberPlace(place.communityId);
    goBack('/leads');
    const { communityId, communityName } = place;
    tellEnd(
      await addLead({ communityId, communityName, name: name.trim(), phone: digits, need }),
      '登记好了，记得打电话',
    );
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="page-form">
      <Page
        title="登记线索"
        parent="/leads"
        next={
          <button type="submit" className="button button-main">
            本人口头同意，登记
          </button>
        }
      >
        <PlaceChoice places={places} value={place} onChange={setPlace} />
        <Field
          label="称呼"
          name="name"
          maxLength={20}
          placeholder="如 王女士"
          value={name}
          fault={faults.name}
          onText={setName}
        />
        <Field
          label="手机号"
          name="phone"
          type="tel"
          inputMode="numeric"
          maxLength={13}
          placeholder="11位手机号"
          value={phone}
          fault={faults.phone}
          onText={setPhone}
        />
        <section className="card card-people" aria-labelledby="consent">
          <h2 id="consent">登记前，先念给本人听</h2>
          <p>{choices?.consentText ?? '可以留下称呼和电话，让我们就这件事联系你吗？不想接了随时说一声。'}</p>
        </section>
        <section>
          <h2 className="section-title">想解决什么</h2>
          <Chips label="想解决什么" choices={choices?.needs ?? NEED_CHOICES} value={need} onPick={setNeed} />
        </section>
      </Page>
    </form>
  );
}

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: string;
  readonly fault: string | undefined;
  readonly onText: (text: string) => void;
};

function Field({ label, fault, onText, ...input }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className="field-group">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <input
        {...input}
        id={id}
        className="field"
        autoComplete="off"
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-fault`}
        onChange={(event) => onText(event.target.value)}
      />
      <p id={`${id}-fault`} className="field-fault" aria-live="polite">
        {fault}
      </p>
    </div>
  );
}
