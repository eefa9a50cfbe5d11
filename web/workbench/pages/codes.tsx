import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CodeItem } from '#modules/growth/contract';
import { Await, Empty } from '../../shared/states.tsx';
import { codesQuery } from '../my/works-queries.ts';
import { AsOf } from '../parts/as-of.tsx';
import { Page } from '../parts/page.tsx';
import { CodePicture } from './codes/code-picture.tsx';
import { CodeView } from './codes/code-view.tsx';
import './codes/codes.css';

/** 我的码: what brings leads to me when it is scanned, to be shown on the phone or printed. */
export function Codes(): ReactNode {
  const query = useQuery(codesQuery());
  return (
    <Page title="我的码" parent="/me" {...(query.data === undefined ? {} : { answer: answerOf(query.data.items) })}>
      <AsOf query={query} />
      <Await query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="还没有你的码" hint="请店长给你开一个。客户扫了预约上门，就算你带来的。" />
          ) : (
            <CodeList codes={items.toSorted((a, b) => Number(a.state === 'revoked') - Number(b.state === 'revoked'))} />
          )
        }
      </Await>
    </Page>
  );
}

function answerOf(codes: readonly CodeItem[]): string {
  const bookings = codes.reduce((sum, code) => sum + code.bookings, 0);
  if (codes.length === 0) return '扫码预约，就算你带来的';
  return bookings === 0 ? '客户扫了预约上门，就算你带来的' : `扫码约了 ${bookings} 单，都算你带来的`;
}

function CodeList({ codes }: { codes: readonly CodeItem[] }): ReactNode {
  const [shown, setShown] = useState<CodeItem>();
  return (
    <ul className="page-stack">
      {codes.map((code) => (
        <li key={code.code} className="card code-card">
          <div>
            <h2>{code.label}</h2>
            <p>{placeOf(code)}</p>
            <p className="code-uses">
              {code.scans === 0 ? '还没有人扫' : `扫过 ${code.scans} 次`}
              {code.bookings === 0 ? '' : `，约了 ${code.bookings} 单`}
            </p>
          </div>
          {code.state === 'revoked' ? (
            <p className="code-over">停用了，扫了也约不上</p>
          ) : (
            <button type="button" className="code-show" onClick={() => setShown(code)}>
              <CodePicture code={code} />
              <span>亮给客户扫</span>
            </button>
          )}
        </li>
      ))}
      {shown === undefined ? null : <CodeView code={shown} onClose={() => setShown(undefined)} />}
    </ul>
  );
}

const placeOf = (code: CodeItem): string =>
  [code.communityName ?? '我服务的小区都能约', code.packageName ?? '全部套餐'].join(' · ');
