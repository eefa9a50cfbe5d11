import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CodeItem } from '#modules/growth/contract';
import { asProblem } from '../../../shared/problem.ts';
import { codePictureQuery } from '../../my/works-queries.ts';

/** A code to be scanned; drawn from what is kept on the phone, without a network too. */
export function CodePicture({ code }: { code: CodeItem }): ReactNode {
  const query = useQuery(codePictureQuery(code.code));
  if (query.data !== undefined) {
    const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(query.data)}`;
    return <img className="code-picture" src={url} alt={`${code.label}的二维码`} width={400} height={400} />;
  }
  return (
    <span className="code-picture code-missing" role="status">
      {query.isError ? asProblem(query.error).message : '正在取二维码…'}
    </span>
  );
}
