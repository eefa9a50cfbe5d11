import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TextModel } from '#modules/cdp/contract';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { MODELS_KEY } from '../listening-paths.ts';
import { KINDS, scoreWords } from './model-words.ts';
import { useReturnToShipped } from './use-models.ts';

/** Asks once more, and says what follows. */
export function GiveUp({ model, onClose }: { model: TextModel; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const { run, busy, problem } = useReturnToShipped(onClose);
  const { kind } = model;
  const act = async (): Promise<void> => {
    const done = await run(kind);
    // Somebody was faster: the page shows how it stands now.
    if (done === undefined) void client.invalidateQueries({ queryKey: MODELS_KEY });
  };
  return (
    <ActDialog
      title={`${KINDS[kind].name}换回自带模型？`}
      width={460}
      verb="换回自带模型"
      ready
      busy={busy}
      onAct={() => void act()}
      onClose={onClose}
    >
      <div className="form-stack">
        <p>
          现在用的这个，{scoreWords(model)}。
          <br />
          换回去以后：
        </p>
        <ul className="model-follows">
          <li>新来的消息马上用自带模型读；读过的不变。</li>
          <li>学到的这个不留底，想再用只能重新学。</li>
          <li>大家核过的都还在；再核够了夜里还会学，更准才换上。</li>
        </ul>
        <ProblemLine problem={problem} />
      </div>
    </ActDialog>
  );
}
