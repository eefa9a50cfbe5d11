import { useState, type ChangeEvent, type ReactNode } from 'react';
import type { MyProjectDetail } from '#modules/fulfilment/contract';
import { dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { dropPicture, isThere, sentPicture, waitingPicture } from '../../my/pictures.ts';
import { addWorksPhotos, removeWorksPhoto, takeBack } from '../../my/works-acts.ts';
import { MOST_PHOTOS, photosOf, type DraftPicture, type MilestoneAfter } from '../../my/works-steps.ts';
import { ask } from '../../parts/ask.tsx';
import { say } from '../../parts/toast.tsx';
import { tellEnd } from '../../parts/tell-end.ts';
import { PictureView } from './picture-view.tsx';

interface DraftsProps {
  readonly project: MyProjectDetail;
  readonly of: MilestoneAfter;
  /** Photos may be added and taken back. */
  readonly takes: boolean;
}

/** The photos that go with the next submission, each with where it is; and the way to take more. */
export function Drafts({ project, of, takes }: DraftsProps): ReactNode {
  const [open, setOpen] = useState<string>();
  const { pictures, item } = of;
  const at = pictures.findIndex((picture) => picture.key === open);
  const shown = pictures[at];
  const drop = async (picture: DraftPicture): Promise<void> => {
    const content = picture.at === 'refused' ? '它没有传上去，删掉后可以重拍。' : '删掉以后要重拍。';
    // The question lies below a photo that fills the screen.
    setOpen(undefined);
    const sure = await ask({ title: '删掉这张照片？', content, confirmText: '删掉', cancelText: '留着' });
    if (!sure) return setOpen(picture.key);
    if (picture.at === 'server') tellEnd(await removeWorksPhoto(project, item, picture.photo.photoId), '删掉了');
    else {
      // Before it was sent, or after it was refused: it is only on this phone.
      await takeBack(picture.op.opId);
      dropPicture(picture.op.opId);
    }
  };
  return (
    <>
      <ul className="works-pictures">
        {pictures.map((picture, index) => (
          <li key={picture.key}>
            <button type="button" className="works-picture" onClick={() => setOpen(picture.key)}>
              <img src={urlOf(picture)} alt={`第 ${index + 1} 张，点开看大图`} width={200} height={200} />
              <Mark picture={picture} />
            </button>
          </li>
        ))}
        {takes ? <Pickers project={project} of={of} /> : null}
      </ul>
      {shown === undefined ? null : (
        <PictureView
          pictures={pictures.map((picture) => ({ key: picture.key, url: urlOf(picture), says: saysOf(picture) }))}
          at={at}
          onAt={(next) => setOpen(pictures[next]?.key)}
          onClose={() => setOpen(undefined)}
        >
          {takes ? (
            <button type="button" className="button works-drop" onClick={() => void drop(shown)}>
              <Icon name="trash" size={22} /> 删掉这张
            </button>
          ) : null}
        </PictureView>
      )}
    </>
  );
}

const urlOf = (picture: DraftPicture): string | undefined =>
  picture.at === 'server' ? (sentPicture(picture.photo.photoId) ?? picture.photo.url) : waitingPicture(picture.op);

function saysOf(picture: DraftPicture): string {
  if (picture.at === 'phone') return '还在手机里，连上网自动传';
  if (picture.at === 'refused') return picture.op.state.kind === 'refused' ? picture.op.state.reason : '';
  return picture.photo.takenAt === null ? '传好了' : `${dateTime(picture.photo.takenAt)} 拍的`;
}

/** Where a photo is, on its lower edge; nothing for one that has arrived. */
function Mark({ picture }: { picture: DraftPicture }): ReactNode {
  if (picture.at === 'server') return null;
  return (
    <span className={`works-mark works-mark-${picture.at}`}>
      <Icon name={picture.at === 'phone' ? 'waiting' : 'alert'} size={16} />
      {picture.at === 'phone' ? '等着传' : '没传上'}
    </span>
  );
}

function Pickers({ project, of }: { project: MyProjectDetail; of: MilestoneAfter }): ReactNode {
  const room = MOST_PHOTOS - photosOf(of);
  if (room <= 0) return <li className="works-full">{MOST_PHOTOS} 张拍满了</li>;
  const pick = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = [...(event.target.files ?? [])];
    const picked = chosen.filter((file) => file.type === '' || file.type.startsWith('image/'));
    if (picked.length < chosen.length) say('只能交照片，别的文件没有加进来', 'bad');
    // The same photo may be picked again after it was taken back.
    event.target.value = '';
    const ops = of.pictures.flatMap((picture) => (picture.at === 'server' ? [] : [picture.op]));
    const ids = of.pictures.flatMap((picture) => (picture.at === 'server' ? [picture.photo.photoId] : []));
    const fresh = picked.filter((file) => !isThere(file, ops, ids));
    if (fresh.length < picked.length) say(`${picked.length - fresh.length} 张已经在里面了`, 'kept');
    if (fresh.length > room) say(`一次最多交 ${MOST_PHOTOS} 张，多的 ${fresh.length - room} 张没有加进来`, 'bad');
    await add(fresh.slice(0, room));
  };
  const add = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    const added = await addWorksPhotos(project, of.item, files);
    if (added.kind === 'full') say('手机存满了，照片没能存下来。清出一点空间再拍', 'bad');
    else if (added.kind === 'large') say(`「${added.name}」超过 15 MB，换一张小一点的`, 'bad');
    else {
      const refused = added.ends.find((end) => end.kind === 'refused');
      const kept = added.ends.some((end) => end.kind === 'kept');
      if (refused !== undefined) say(refused.reason, 'bad');
      else if (kept) say('照片存在手机里了，连上网自动传', 'kept');
    }
  };
  return (
    <>
      <li className="works-pick">
        <Icon name="camera" size={28} />
        拍照
        <input
          type="file"
          accept="image/*"
          capture="environment"
          aria-label={`拍「${of.item.name}」的照片`}
          onChange={(event) => void pick(event)}
        />
      </li>
      <li className="works-pick">
        <Icon name="add" size={28} />
        相册
        <input
          type="file"
          accept="image/*"
          multiple
          aria-label={`从相册选「${of.item.name}」的照片`}
          onChange={(event) => void pick(event)}
        />
      </li>
    </>
  );
}
