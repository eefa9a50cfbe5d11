// Everything that web/ may import of the module; each part is written beside what it describes.
export {
  createSourceBody, editSourceBody, planAnswer, planBody, renewKeyBody, sourceAnswer, sourceKeyAnswer, sourcesAnswer,
  sourceWithCountsAnswer, type SourceAnswer, type SourceWithCountsAnswer,
} from './sources/contract.ts';
export {
  discardAnswer, discardBody, quarantineAnswer, quarantineQuery, quarantineSummaryAnswer, replayAnswer, replayBody,
  type QuarantineAnswer, type QuarantineSummaryAnswer,
} from './ingestion/contract.ts';
export {
  maskedFields, mergeAnswer, profileAnswer, profileSearchAnswer, profileSearchBody, revealAnswer, revealBody,
  timelineAnswer, timelineQuery, undoMergeAnswer, undoMergeBody, type ProfileAnswer, type ProfileSearchAnswer,
  type TimelineAnswer,
} from './profiles/contract.ts';
export {
  commitFileAnswer, commitFileBody, faultsAnswer, faultsQuery, fileImportAnswer, fileImportsAnswer, fileImportsQuery,
  previewFileQuery, type FaultsAnswer, type FileImportAnswer,
} from './imports/contract.ts';
export { topicAnswer, topicBody, topicsAnswer, topicTrialAnswer, topicTrialBody, type TopicAnswer, type TopicsAnswer } from './topics/contract.ts';
export {
  communitiesAnswer, communitiesQuery, COMMUNITY_SORTS, communityAnswer, communityMapAnswer, communityMapQuery,
  communityPostsAnswer, communityPostsQuery, communityRow, topicTrend, type CommunitiesAnswer, type CommunityAnswer,
  type CommunityMapAnswer, type CommunityPostsAnswer, type CommunityRow, type TopicTrend,
} from './communities/contract.ts';
export {
  audienceAnswer, audienceBody, audienceHistoryAnswer, audienceMembersAnswer, audiencePreviewAnswer, audiencePreviewBody,
  audiencesAnswer, audiencesQuery, matchedFact, membershipsAnswer, snapshotAnswer, snapshotsAnswer,
  type AudienceAnswer, type AudienceHistoryAnswer, type AudienceMembersAnswer, type AudiencePreviewAnswer,
  type AudiencesAnswer,
} from './audiences/contract.ts';
export {
  COMPARISONS, FIGURES, MAX_CONDITIONS, MAX_DEPTH, MAX_WINDOW_DAYS, ruleSchema, TOPIC_MEASURES, type Comparison,
  type Condition, type Figure, type Rule, type TopicMeasure,
} from './audiences/contract.ts';
