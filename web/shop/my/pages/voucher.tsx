import type { ReactNode } from 'react';
import type { OwnVoucher } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { count, dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct } from '../../../shared/query.tsx';
import { Await, Skeleton } from '../../../shared/states.tsx';
import { inGroups } from '../goods/code-words.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Card, Facts, MyPage } from '../parts/page.tsx';
import QrPicture from '../parts/qr-picture.tsx';
import { keyOf, OWN } from '../paths.ts';
import { useAwake } from '../use-awake.ts';
import { useOwn } from '../use-own.ts';

/** One voucher, its code large; it turns green when it was handed in. */
export function VoucherPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const query = useOwn<OwnVoucher>('vouchers', params['voucherId'] ?? '');
  useAwake();
  return (
    <Await query={query} loading={<Skeleton rows={8} />}>
      {(voucher) => (
        <MyPage title={voucher.title} lead={voucher.words} back="/my/vouchers">
          {voucher.state === 'used' ? (
            <section className="my-card my-taken" role="status">
              <p className="my-taken-words">
                <Icon name="sent" size={28} />
                <span>
                  <strong>用掉了</strong>
                  <small>{voucher.usedAt === null ? '' : dateTime(voucher.usedAt)}</small>
                </span>
              </p>
            </section>
          ) : null}
          {voucher.code === null ? null : (
            <section className="my-card my-code" aria-label="兑换码">
              <QrPicture text={voucher.code} label="兑换二维码" size={220} />
              <p className="my-digits">
                <span className="visually-hidden">兑换码 </span>
                {inGroups(voucher.code)}
              </p>
            </section>
          )}
          <Card
            title={voucher.kindName}
            state={{ words: voucher.stateName, tone: voucher.state === 'live' ? 'waiting' : 'over' }}
          >
            <Facts
              rows={[
                ['在哪里', voucher.placeName],
                ['时间', voucher.takesPlaceAt === null ? null : dateTime(voucher.takesPlaceAt)],
                ['有效到', dateTime(voucher.validUntil)],
                ['积分', count(voucher.points)],
                ['兑换于', dateTime(voucher.redeemedAt)],
              ]}
            />
          </Card>
          {voucher.cancelUntil === null ? null : <GiveBack voucher={voucher} until={voucher.cancelUntil} />}
        </MyPage>
      )}
    </Await>
  );
}

function GiveBack({ voucher, until }: { voucher: OwnVoucher; until: string }): ReactNode {
  const cancel = useAct(
    (_: object, key: string) => api.post<OwnVoucher>(`${OWN.vouchers}/${voucher.voucherId}/cancel`, { key }),
    {
      stale: [keyOf('vouchers'), keyOf('membership'), keyOf('points'), keyOf('rewards')],
    },
  );
  return (
    <Confirm
      ask="不要了，退积分"
      means={`退掉以后${count(voucher.points)}积分马上回来。${dateTime(until)}前可以退。`}
      stay="留着"
      go="退积分"
      busy={cancel.busy}
      problem={cancel.problem}
      onGo={() => void cancel.run({})}
    />
  );
}
