import { useState, type ReactNode } from 'react';
import type { MyTask } from '#modules/touchpoints/contract';
import { addEvidence } from '../../my/acts.ts';
import { taskPath } from '../../my/paths.ts';
import { tellEnd } from '../../parts/tell-end.ts';

/** A screenshot of the group or a photo of the notice board, if they like. */
export function Evidence({ task }: { task: MyTask }): ReactNode {
  const [shown, setShown] = useState<string | undefined>();
  const pick = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setShown(URL.createObjectURL(file));
    tellEnd(await addEvidence(task, file), '照片收到了');
  };
  const source = shown ?? (task.hasEvidence ? taskPath(task.taskId, 'evidence') : undefined);
  return (
    <section className="card" aria-labelledby="evidence">
      <h2 id="evidence">凭证（可不传）</h2>
      {source === undefined ? null : <img className="evidence-picture" src={source} alt="转发凭证" />}
      <label className="button button-quiet evidence-pick">
        {source === undefined ? '传一张群里的截图' : '换一张'}
        <input
          type="file"
          accept="image/*"
          aria-label="凭证照片"
          onChange={(event) => void pick(event.target.files?.[0])}
        />
      </label>
    </section>
  );
}
