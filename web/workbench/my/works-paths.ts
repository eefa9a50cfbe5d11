/** The addresses of works, leave and printed codes. */
export const PROJECTS = '/api/fulfilment/my/projects';
export const CALENDAR = '/api/fulfilment/my/calendar';
export const LEAVE = '/api/fulfilment/my/leave';
export const ILL = '/api/fulfilment/my/ill';
export const CODES = '/api/growth/my/codes';

const part = encodeURIComponent;

export const projectPath = (projectId: string): string => `${PROJECTS}/${part(projectId)}`;
export const milestonePath = (projectId: string, milestoneId: string, verb: 'photos' | 'submit'): string =>
  `${projectPath(projectId)}/milestones/${part(milestoneId)}/${verb}`;
export const photoPath = (projectId: string, photoId: string): string =>
  `${projectPath(projectId)}/photos/${part(photoId)}`;
export const leavePath = (leaveId: string): string => `${LEAVE}/${part(leaveId)}/cancel`;
export const codePath = (code: string, picture: 'qr.svg' | 'qr.png' | 'poster.png'): string =>
  `${CODES}/${part(code)}/${picture}`;

/** What was done to works, by the address it was sent to. */
export type WorksAct =
  | { readonly kind: 'photo' | 'submit'; readonly projectId: string; readonly milestoneId: string }
  | { readonly kind: 'remove'; readonly projectId: string; readonly photoId: string };

export function readWorksPath(path: string): WorksAct | undefined {
  if (!path.startsWith(`${PROJECTS}/`)) return undefined;
  const [projectId = '', what, id = '', verb] = path
    .slice(PROJECTS.length + 1)
    .split('/')
    .map(decodeURIComponent);
  if (what === 'photos') return { kind: 'remove', projectId, photoId: id };
  if (what !== 'milestones') return undefined;
  return { kind: verb === 'photos' ? 'photo' : 'submit', projectId, milestoneId: id };
}
