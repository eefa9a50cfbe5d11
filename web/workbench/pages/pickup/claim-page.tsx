import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyClaim } from '#modules/commerce/contract';
import { api, type Page as ListPage } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { asProblem } from '../../../shared/problem.ts';
import { ProblemView } from '../../../shared/states.tsx';
import { asksMe, claimResult } from '../../my/claim-words.ts';
import { price } from '../../my/group-words.ts';
import { sayWhatISaw, SEEN_CHOICES, type Seen } from '../../my/pickup-acts.ts';
import { useWaitingOps } from '../../my/queries.ts';
import { claimPath, claimPhotoPath } from '../../my/trade-paths.ts';
import { KEPT } from '../../offline-cache.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Chips } from '../../parts/chips.tsx';
import { Page } from '../../parts/page.tsx';
import { WaitingMark } from '../../parts/queue-card.tsx';
import { tellEnd } from '../../parts/tell-end.ts';
import { specBeside } from '../../my/goods-words.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { PictureView } from '../works/picture-view.tsx';
import './pickup.css';

/** One claim at my point, masked: what it is about, and what I saw of it. */
export function ClaimPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const claimId = params['claimId'] ?? '';
  const query = useClaim(claimId);
  const claim = query.data;
  const said = useWaitingOps().some((op) => op.path === claimPath(claimId, 'confirm'));
  if (claim === undefined) {
    return (
      <Page title="售后" parent="/pickup/claims">
        {query.isError ? (
          <ProblemView problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
        ) : (
          <CardSkeletons cards={2} />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={`${claim.customerName || '邻居'} · ${claim.kindName}`}
      parent="/pickup/claims"
      answer={claimResult(claim)}
    >
      <AsOf query={query} />
      {said ? (
        <p className="card">
          你说的记下了。
          <WaitingMark />
        </p>
      ) : null}
      {asksMe(claim) && !said ? <WhatISaw claim={claim} /> : null}
      <About claim={claim} />
    </Page>
  );
}

/** Opens at once, and without a network, from the list it was in. */
function useClaim(claimId: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['my', 'claim', claimId],
    queryFn: ({ signal }) => api.get<MyClaim>(claimPath(claimId), { signal }),
    initialData: () =>
      ['open', 'over']
        .flatMap((view) => client.getQueryData<ListPage<MyClaim>>(['my', 'claims', view])?.items ?? [])
        .find((claim) => claim.claimId === claimId),
    initialDataUpdatedAt: 0,
    meta: KEPT,
  });
}

function WhatISaw({ claim }: { claim: MyClaim }): ReactNode {
  const [words, setWords] = useState('');
  const [goodsReceived, setReceived] = useState(false);
  const tell = async (seen: Seen): Promise<void> => {
    tellEnd(await sayWhatISaw(claim, { seen, goodsReceived, words: words.trim() }), '说好了，售后会看');
  };
  return (
    <section className="card card-people page-stack" aria-labelledby="saw">
      <h2 id="saw">你看到了什么？</h2>
      <p className="group-note">照实说就行，退不退由售后定，不用你垫钱。</p>
      <label className="field-label">
        补一句（不写也行）
        <textarea
          className="field"
          rows={2}
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <label className="check-line">
        <input type="checkbox" checked={goodsReceived} onChange={(event) => setReceived(event.target.checked)} />
        东西退到我这里了
      </label>
      <Chips label="你看到了什么" choices={SEEN_CHOICES} onPick={(seen) => void tell(seen)} />
    </section>
  );
}

function About({ claim }: { claim: MyClaim }): ReactNode {
  const [at, setAt] = useState<number>();
  const pictures = claim.photos.map((fileId) => ({
    key: fileId,
    url: claimPhotoPath(claim.claimId, fileId),
    says: '邻居拍的',
  }));
  const seen = SEEN_CHOICES.find((each) => each.code === claim.seen);
  return (
    <section className="card" aria-labelledby="about-claim">
      <h2 id="about-claim">{claim.reasonName}</h2>
      <ul className="goods-rows">
        {claim.lines.map((line) => (
          <li key={line.lineNo} className="goods-row">
            <Thumb fileId={line.imageId} />
            <span className="goods-name">
              {line.name}
              <small>{specBeside(line)}</small>
            </span>
            <strong className="goods-units">
              {line.quantity}
              <small>{line.unit || '份'}</small>
            </strong>
          </li>
        ))}
      </ul>
      {pictures.length === 0 ? null : (
        <ul className="arrival-photos">
          {pictures.map((picture, index) => (
            <li key={picture.key}>
              <button type="button" className="claim-photo" onClick={() => setAt(index)}>
                <img src={picture.url} alt={`第 ${index + 1} 张，点开看大图`} width={72} height={72} loading="lazy" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <dl className="facts">
        <dt>编号</dt>
        <dd>{claim.claimNumber}</dd>
        <dt>手机</dt>
        <dd>{claim.customerPhone || '没留'}</dd>
        <dt>金额</dt>
        <dd>{price(claim.amountFen)}</dd>
        <dt>提出</dt>
        <dd>{dateTime(claim.openedAt)}</dd>
        {seen === undefined ? null : (
          <>
            <dt>你说的</dt>
            <dd>
              {seen.name}
              {claim.goodsReceived ? '，东西在你这里' : ''}
            </dd>
          </>
        )}
      </dl>
      {claim.hasWords ? <p className="group-note claim-words">邻居写的话只有售后看得到。</p> : null}
      {at === undefined ? null : (
        <PictureView pictures={pictures} at={at} onAt={setAt} onClose={() => setAt(undefined)} />
      )}
    </section>
  );
}
