import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { AudienceAnswer, AudienceMembersAnswer } from '#modules/cdp/contract';
import { relativeTime } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { useList } from '../../../parts/use-list.ts';
import { AUDIENCES_KEY, audiencePath } from '../audience-paths.ts';
import { PanelList } from './panel-list.tsx';

type Member = AudienceMembersAnswer['items'][number];

/** The members as a file. */
export function ExportMembers({ audienceId }: { audienceId: string }): ReactNode {
  const mayExport = useMay('export.data');
  if (!mayExport) return null;
  return (
    <Button type="text" href={`${audiencePath(audienceId)}/export`} download icon={<Icon name="download" size={16} />}>
      导出
    </Button>
  );
}

export function Members({ audience }: { audience: AudienceAnswer }): ReactNode {
  const list = useList<Member>([...AUDIENCES_KEY, 'members', audience.id], `${audiencePath(audience.id)}/members`);
  return (
    <PanelList
      list={list}
      idOf={(member) => member.communityId}
      empty="现在没有小区够条件"
      hint="有小区够条件时会自己进来，这里马上看得到。"
    >
      {(member) => (
        <>
          <span>
            <Link to="/communities" search={{ open: member.communityId } as never}>
              {member.name}
            </Link>
            <small>{member.why}</small>
          </span>
          <small>{relativeTime(member.enteredAt)}进来</small>
        </>
      )}
    </PanelList>
  );
}
