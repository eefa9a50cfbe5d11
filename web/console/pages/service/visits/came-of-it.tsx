import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { MeasureAnswer } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { Await } from '../../../../shared/states.tsx';
import { Facts, PanelSection } from '../../../parts/panel-section.tsx';
import { Photos } from '../photos.tsx';
import { VISITS_KEY, VISITS_PATH } from '../service-paths.ts';

const squareMetres = (hundredths: number): string => `${(hundredths / 100).toFixed(1)} ㎡`;

/** What the measuring form says; opening it opens the notes, which the audit keeps. */
export function MeasureSection({ visitId }: { visitId: string }): ReactNode {
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: [...VISITS_KEY, 'measure', visitId],
    queryFn: ({ signal }) => api.get<MeasureAnswer>(`${VISITS_PATH}/${visitId}/measure`, { signal }),
    enabled: open,
  });
  return (
    <PanelSection title="量房表">
      {open ? (
        <Await query={query}>{(form) => <Measured form={form} />}</Await>
      ) : (
        <>
          <Button size="small" onClick={() => setOpen(true)}>
            看量房表
          </Button>
          <p className="panel-note">里面有顾客家的情况，查看会记入审计。</p>
        </>
      )}
    </PanelSection>
  );
}

function Measured({ form }: { form: MeasureAnswer }): ReactNode {
  if (form.revision === 0) return <p className="panel-note">还没填。</p>;
  return (
    <>
      <table className="service-table">
        <thead>
          <tr>
            <th scope="col">房间</th>
            <th scope="col">长×宽×高（毫米）</th>
            <th scope="col">地面</th>
            <th scope="col">墙面</th>
          </tr>
        </thead>
        <tbody>
          {form.rooms.map((room, at) => (
            <tr key={at}>
              <th scope="row">{room.name}</th>
              <td>{`${room.lengthMm}×${room.widthMm}×${room.heightMm}`}</td>
              <td>{squareMetres(room.area)}</td>
              <td>{squareMetres(room.wallArea)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td>{form.rooms.length}间</td>
            <td>{squareMetres(form.totalArea)}</td>
            <td>{squareMetres(form.totalWallArea)}</td>
          </tr>
        </tfoot>
      </table>
      <Facts
        facts={[
          ['墙面', form.wallConditionName ?? undefined],
          ['漏水', leaksInWords(form)],
          ['备注', form.notes === '' ? undefined : form.notes],
          ['还差', form.missing.length === 0 ? undefined : form.missing.join('、')],
          ['保存', form.savedAt === null ? undefined : `${dateTime(form.savedAt)}，第${form.revision}版`],
        ]}
      />
      <Photos photos={form.photos} of="量房" />
    </>
  );
}

const leaksInWords = ({ leaks }: MeasureAnswer): string | undefined =>
  leaks === null
    ? undefined
    : leaks.length === 0
      ? '看过，没有'
      : leaks.map((leak) => `${leak.where}（${leak.severityName}）`).join('、');

/** Stars at once; what was written when somebody asks, which the audit keeps. */
export function RatingSection({ visitId, stars }: { visitId: string; stars: number }): ReactNode {
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: [...VISITS_KEY, 'rating', visitId],
    queryFn: ({ signal }) =>
      api.get<{ comment: string | null; ratedAt: string }>(`${VISITS_PATH}/${visitId}/rating`, { signal }),
    enabled: open,
  });
  return (
    <PanelSection title="顾客评价">
      <p>
        <strong>{stars} 星</strong>，满分 5 星
      </p>
      {open ? (
        <Await query={query}>
          {(rating) => (
            <p className="service-quote">
              {rating.comment === null || rating.comment === '' ? '没有留言' : rating.comment}
            </p>
          )}
        </Await>
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          看留言
        </Button>
      )}
    </PanelSection>
  );
}
