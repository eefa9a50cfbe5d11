import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { FileImportAnswer } from '#modules/cdp/contract';
import type { ImportAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { Empty } from '../../../../shared/states.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { ChooseFile } from './choose-file.tsx';
import { CheckHistory } from './check-history.tsx';
import { CheckPlaces } from './check-places.tsx';
import { importKind, IMPORT_KINDS, isImportKind, uploadPath, type ImportPageKind } from './import-kinds.ts';
import './import.css';

export { isImportKind };

interface ImportPlacesProps {
  readonly kind: ImportPageKind;
  readonly onKind: (kind: ImportPageKind) => void;
  readonly onClose: () => void;
  /** Only these, where the page is about them; all that the user may bring in otherwise. */
  readonly only?: readonly ImportPageKind[];
  /** What the page that it came from shows: `小区`. */
  readonly back?: string;
}

/** What was read of a file, before anything is taken over. */
export type Preview =
  | { readonly into: 'territory'; readonly answer: ImportAnswer }
  | { readonly into: 'history'; readonly answer: FileImportAnswer };

/** 导入: choose a file, see every row that cannot be taken and why, take the good ones, see what came of it. */
export function ImportPlaces({ kind, onKind, onClose, only, back = '小区' }: ImportPlacesProps): ReactNode {
  const may = { territory: useMay('territory.edit'), history: useMay('source.manage') };
  const facts = importKind(kind);
  const kinds = IMPORT_KINDS.filter((each) => may[each.into] && (only === undefined || only.includes(each.kind)));
  return (
    <PageFrame
      title="导入"
      question="哪些行能进，哪些行要改"
      actions={<Button onClick={onClose}>回去看{back}</Button>}
      filter={
        <StateTabs
          label="导入什么"
          tabs={kinds.map((each) => ({ value: each.kind, label: each.title }))}
          value={kind}
          onChange={(value) => {
            if (isImportKind(value)) onKind(value);
          }}
        />
      }
    >
      {may[facts.into] ? (
        <ImportFlow key={kind} kind={kind} back={back} onClose={onClose} />
      ) : (
        <Empty title="这一类由总部导入" hint="需要的话把文件发给总部运营，或请管理员给你开权限。" />
      )}
    </PageFrame>
  );
}

interface ImportFlowProps {
  readonly kind: ImportPageKind;
  readonly back: string;
  readonly onClose: () => void;
}

function ImportFlow({ kind, back, onClose }: ImportFlowProps): ReactNode {
  const facts = importKind(kind);
  const [preview, setPreview] = useState<Preview>();
  const upload = useAct(async ({ file, datum }: { file: File; datum: string }, key): Promise<Preview> => {
    const body = new FormData();
    body.append('file', file);
    const path = uploadPath(facts, datum);
    const options = { body, key, timeoutMs: 120_000 };
    return facts.into === 'territory'
      ? { into: 'territory', answer: await api.post<ImportAnswer>(path, options) }
      : { into: 'history', answer: await api.post<FileImportAnswer>(path, options) };
  });
  const again = (): void => {
    upload.forget();
    setPreview(undefined);
  };
  if (preview === undefined) {
    return (
      <ChooseFile
        facts={facts}
        busy={upload.busy}
        problem={upload.problem}
        onFile={(file, datum) =>
          void upload.run({ file, datum }).then((read) => read !== undefined && setPreview(read))
        }
      />
    );
  }
  const next = { onAgain: again, onClose, facts };
  return preview.into === 'territory' ? (
    <CheckPlaces summary={preview.answer} back={`看${back}`} {...next} />
  ) : (
    <CheckHistory summary={preview.answer} {...next} />
  );
}
