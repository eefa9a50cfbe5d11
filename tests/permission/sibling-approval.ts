import type { CommunityId } from '#kernel/ids';
import type { Client } from '#testing';

/** A standing approval, signed by headquarters for one area alone. */
export async function signApproval(
  admin: Client,
  {
    mark,
    communityIds,
    packageId,
    audienceId,
  }: { mark: string; communityIds: readonly CommunityId[]; packageId: string; audienceId: string },
): Promise<string> {
  const terms = {
    name: `${mark}常设授权`,
    packageIds: [packageId],
    audienceIds: [audienceId],
    cityIds: [],
    communityIds,
    budgetFen: 100_000,
    maxPlaysADay: 5,
    validUntil: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  };
  const { status, body, text } = await admin.post('/api/intelligence/standing-approvals', terms);
  if (status >= 300) throw new Error(`nothing could be approved: ${status} ${text}`);
  return body.id as string;
}
