import { Button } from 'antd';
import { useRef, type ReactNode } from 'react';
import type { ProductBody } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { PICTURES_PATH } from '../goods-paths.ts';
import { pictureUrl } from '../thumb.tsx';
import { movedPicture } from './product-draft.ts';

type ImageIds = ProductBody['imageIds'];
const MOST = 9;

interface PicturesFieldProps {
  readonly imageIds: ImageIds;
  readonly onChange: (change: (before: ImageIds) => ImageIds) => void;
  readonly most?: number;
}

/** The pictures of a product in their order: added, moved, taken away. The first one stands for it. */
export function PicturesField({ imageIds, onChange, most = MOST }: PicturesFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const upload = useAct(
    (file: File, key) => {
      const body = new FormData();
      body.append('file', file);
      return api.post<{ fileId: ImageIds[number] }>(PICTURES_PATH, { body, key, timeoutMs: 60_000 });
    },
    { onDone: ({ fileId }) => onChange((before) => [...before, fileId].slice(0, most)) },
  );
  const take = async (files: readonly File[]): Promise<void> => {
    for (const file of files.slice(0, most - imageIds.length)) {
      if ((await upload.run(file)) === undefined) return;
    }
  };
  return (
    <div className="pictures">
      <p className="field-label">{most === 1 ? '图片（可不放）' : `图片（第一张是主图，最多 ${most} 张）`}</p>
      <ol>
        {imageIds.map((id, at) => (
          <Picture key={id} id={id} at={at} last={at === imageIds.length - 1} onChange={onChange} />
        ))}
        {imageIds.length >= most ? null : (
          <li>
            <button type="button" className="picture-add" disabled={upload.busy} onClick={() => input.current?.click()}>
              <Icon name={upload.busy ? 'waiting' : 'add'} />
              {upload.busy ? '正在传' : '加图片'}
            </button>
            <input
              ref={input}
              type="file"
              className="visually-hidden"
              tabIndex={-1}
              aria-label="选图片"
              accept="image/png,image/jpeg,image/webp"
              multiple
              onChange={(event) => {
                void take([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
          </li>
        )}
      </ol>
      <ProblemLine problem={upload.problem} />
    </div>
  );
}

interface PictureProps {
  readonly id: ImageIds[number];
  readonly at: number;
  readonly last: boolean;
  readonly onChange: PicturesFieldProps['onChange'];
}

function Picture({ id, at, last, onChange }: PictureProps): ReactNode {
  const nth = `第 ${at + 1} 张`;
  return (
    <li>
      <img src={pictureUrl(id)} alt={`${nth}图`} width={88} height={88} />
      <span className="picture-acts">
        <Button
          size="small"
          type="text"
          aria-label={`${nth}往前`}
          disabled={at === 0}
          icon={<Icon name="back" size={14} />}
          onClick={() => onChange((before) => movedPicture(before, at, -1))}
        />
        <Button
          size="small"
          type="text"
          aria-label={`去掉${nth}`}
          icon={<Icon name="trash" size={14} />}
          onClick={() => onChange((before) => before.filter((each) => each !== id))}
        />
        <Button
          size="small"
          type="text"
          aria-label={`${nth}往后`}
          disabled={last}
          icon={<Icon name="forward" size={14} />}
          onClick={() => onChange((before) => movedPicture(before, at, 1))}
        />
      </span>
    </li>
  );
}
