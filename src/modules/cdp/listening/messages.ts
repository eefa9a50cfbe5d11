/** Sentences of the text models' refusals, and of what stopped a learning, by code. */
export const listeningMessages = {
  'word.text-model-sentiment': '情绪',
  'word.text-model-topics': '话题',
  'learning-labels-few': '一共才核过 {have} 条，满 {least} 条才学得出东西。去「消息」里再核 {missing} 条',
  'learning-fresh-few': '上次学过以后只新核了 {have} 条，满 {least} 条才值得再学。去「消息」里再核 {missing} 条',
  'learning-under-way': '已经在学了，等它学完再来，一般一两分钟',
  'learning-died': '学了几次都中断了，请联系管理员看日志',
  'learning-broke': '系统出了错，没有学完，请联系管理员看日志',
  'text-model-shipped-already': '{kind}用的已经是自带的模型，不用再换',
  'text-models-headquarters-only': '模型是全公司一起用的，只有总部能学、能换',
} as const;
