import type { Migration } from '#platform/postgres';

/** What posts say besides the topics that they mention, and the topics that the shipped model knows. */
export const listening: Migration = {
  name: '0103-listening',
  up: `
    -- A post that is more than chatter, as it was read. Its words stay sealed in the log.
    create table cdp.voice (
      city_id uuid not null,
      community_id uuid not null,
      event_id uuid not null,
      subject_id uuid not null,
      channel text not null,
      occurred_at timestamptz not null,
      sentiment text not null check (sentiment in ('negative', 'neutral', 'positive')),
      certainty real not null check (certainty between 0 and 1),
      severity smallint not null check (severity between 0 and 3),
      topics text[] not null,
      grave_kinds text[] not null,
      -- When a person said how it is to be read.
      checked_at timestamptz,
      primary key (city_id, event_id)
    );
    create index voice_of_community on cdp.voice (community_id, occurred_at desc, event_id desc);
    create index voice_of_city on cdp.voice (city_id, occurred_at desc, event_id desc);
    create index voice_newest on cdp.voice (occurred_at desc, event_id desc);

    -- What people said of how messages are to be read: models learn from it.
    create table cdp.voice_label (
      city_id uuid not null,
      event_id uuid not null,
      subject_id uuid not null,
      occurred_at timestamptz not null,
      sentiment text not null check (sentiment in ('negative', 'neutral', 'positive')),
      severity smallint not null check (severity between 0 and 3),
      topics text[] not null,
      labelled_by uuid,
      labelled_at timestamptz not null,
      primary key (city_id, event_id)
    );
    create index voice_label_newest on cdp.voice_label (labelled_at desc);

    -- Models that were learnt here. Of each kind one is in use, or the one that ships is.
    create table cdp.text_model (
      model_id uuid primary key,
      kind text not null check (kind in ('sentiment', 'topics')),
      bytes bytea,
      -- Of corrections that no model has learnt from, how many are read right: by this one, and by the one before.
      score double precision not null check (score between 0 and 1),
      before double precision not null check (before between 0 and 1),
      held_out integer not null check (held_out >= 0),
      labels integer not null check (labels >= 0),
      state text not null check (state in ('live', 'retired', 'rejected')),
      learnt_at timestamptz not null,
      check ((state = 'live') = (bytes is not null))
    );
    create unique index text_model_live on cdp.text_model (kind) where state = 'live';
    create index text_model_newest on cdp.text_model (learnt_at desc);

    create table cdp.voice_day (
      city_id uuid not null,
      community_id uuid not null,
      day date not null,
      channel text not null,
      posts integer not null check (posts > 0),
      negative integer not null check (negative >= 0),
      positive integer not null check (positive >= 0),
      primary key (city_id, community_id, day, channel),
      check (negative + positive <= posts)
    ) with (fillfactor = 80);
    create index voice_day_window on cdp.voice_day (day);

    -- What was counted by keywords alone is taken for neutral.
    alter table cdp.mention
      add column sentiment text not null default 'neutral' check (sentiment in ('negative', 'neutral', 'positive')),
      add column severity smallint not null default 0 check (severity between 0 and 3);
    alter table cdp.mention alter column sentiment drop default, alter column severity drop default;
    alter table cdp.mention_day
      add column negative integer not null default 0 check (negative >= 0),
      add column positive integer not null default 0 check (positive >= 0);
    alter table cdp.mention_day alter column negative drop default, alter column positive drop default;

    insert into cdp.topic (topic, name, topic_group, active, sort_order, updated_at)
    select topic, name, topic_group, true, sort_order, '2026-11-23T00:00:00+08'::timestamptz
    from (values
      ('smell', '异味甲醛', 'home', 15), ('workmanship', '做工工艺', 'home', 16), ('design', '设计', 'home', 17),
      ('works_delay', '工期', 'home', 18), ('short_weight', '缺斤少两', 'fresh', 19), ('damage', '破损', 'fresh', 20),
      ('leader_attitude', '服务态度', 'fresh', 21), ('after_sales', '售后退款', 'fresh', 22), ('food_safety', '食品安全', 'fresh', 23)
    ) as seed (topic, name, topic_group, sort_order)
    on conflict do nothing;
    insert into cdp.topic_keyword (topic, keyword)
    select seed.topic, word.keyword
    from (values
      ('smell', array['甲醛', '异味', '刺鼻', '返臭', '反味', '熏人']),
      ('workmanship', array['做工', '工艺', '手艺', '收口', '美缝', '封边', '返工']),
      ('design', array['效果图', '设计师', '设计方案', '动线', '户型改造']),
      ('works_delay', array['工期', '拖工', '停工', '没人干活', '延期交付']),
      ('short_weight', array['缺斤', '短斤少两', '少两', '不够秤', '足称', '足秤']),
      ('damage', array['破损', '压坏', '摔碎', '磕碰', '压扁', '碎了']),
      ('leader_attitude', array['团长态度', '服务态度', '爱答不理', '不耐烦', '甩脸']),
      ('after_sales', array['售后', '退款', '退货', '退钱', '保修', '质保', '换货']),
      ('food_safety', array['食品安全', '拉肚子', '食物中毒', '异物', '农残', '过期还卖'])
    ) as seed (topic, keywords)
    cross join lateral unnest(seed.keywords) as word (keyword)
    where exists (select 1 from cdp.topic t where t.topic = seed.topic)
    on conflict do nothing;
    update cdp.taxonomy set version_id = '019a0000-0000-7000-8000-000000000002'
    where version_id = '019a0000-0000-7000-8000-000000000001';
  `,
};
