import type { ReactNode } from 'react';
import type { ListeningAnswer } from '#modules/cdp/contract';
import { count, percent } from '../../../shared/format.ts';
import { negativeShare } from './listening-words.ts';
import type { ListeningDesk } from './use-listening-desk.ts';

interface LoudCommunitiesProps {
  readonly communities: ListeningAnswer['communities'];
  readonly desk: ListeningDesk;
}

/** Where people complain most; a row sets the area of the page. */
export function LoudCommunities({ communities, desk }: LoudCommunitiesProps): ReactNode {
  const loud = communities.filter(({ negative }) => negative > 0);
  return (
    <section className="listening-box" aria-labelledby="listening-communities">
      <h2 id="listening-communities">
        哪里抱怨多 <small>点一行只看它</small>
      </h2>
      {loud.length === 0 ? (
        <p className="listening-none">这几天没有负面的话，挺好。</p>
      ) : (
        <table className="listening-table">
          <thead>
            <tr>
              <th scope="col">小区</th>
              <th scope="col">负面</th>
              <th scope="col">占它的</th>
            </tr>
          </thead>
          <tbody>
            {loud.map(({ communityId, name, cityName, ...counts }) => (
              <tr key={communityId} className="listening-row">
                <th scope="row">
                  <button type="button" onClick={() => desk.filter('community', communityId)}>
                    {name}
                  </button>{' '}
                  <small>{cityName}</small>
                </th>
                <td>{count(counts.negative)} 条</td>
                <td>{percent(negativeShare(counts), 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
