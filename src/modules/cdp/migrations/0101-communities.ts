import type { Migration } from '#platform/postgres';

/** What people in communities talk about, and what we know of each community. */
export const communities: Migration = {
  name: '0101-communities',
  up: `
    create table cdp.topic (
      topic text primary key check (topic ~ '^[a-z][a-z0-9_]{1,39}$'),
      name text not null,
      topic_group text not null check (topic_group in ('home', 'fresh', 'other')),
      active boolean not null,
      sort_order integer not null,
      updated_at timestamptz not null
    );

    create table cdp.topic_keyword (
      topic text not null references cdp.topic (topic),
      keyword text not null check (char_length(keyword) between 1 and 40),
      primary key (topic, keyword)
    );

    -- One row: changes with every edit, so that a compiled taxonomy can be kept until it does.
    create table cdp.taxonomy (
      singleton boolean primary key check (singleton),
      version_id uuid not null
    );
    insert into cdp.taxonomy (singleton, version_id) values (true, '019a0000-0000-7000-8000-000000000001');

    insert into cdp.topic (topic, name, topic_group, active, sort_order, updated_at)
    select topic, name, topic_group, true, sort_order, '2026-01-01T00:00:00+08'::timestamptz
    from (values
      ('leak', '漏水', 'home', 1), ('damp', '潮湿发霉', 'home', 2), ('crack', '开裂', 'home', 3),
      ('wiring', '线路老化', 'home', 4), ('noise', '噪音', 'home', 5), ('storage', '收纳', 'home', 6),
      ('kids_room', '儿童房', 'home', 7), ('elderly', '适老', 'home', 8), ('kitchen', '厨房', 'home', 9),
      ('bathroom', '卫生间', 'home', 10), ('freshness', '新鲜度', 'fresh', 11), ('delivery_delay', '配送延误', 'fresh', 12),
      ('missing_item', '缺货少件', 'fresh', 13), ('price', '价格', 'fresh', 14)
    ) as seed (topic, name, topic_group, sort_order);

    insert into cdp.topic_keyword (topic, keyword)
    select seed.topic, word.keyword
    from (values
      ('leak', array['漏水', '渗水', '滴水', '水管爆', '爆管', '渗漏', '漏雨', '水漫', '防水坏', '防水失效', '重做防水', '天花板有水印']),
      ('damp', array['潮湿', '发霉', '霉斑', '返潮', '回南天', '霉味', '长霉', '墙皮脱落', '墙面起泡', '受潮']),
      ('crack', array['开裂', '裂缝', '裂纹', '空鼓', '瓷砖翘', '墙裂', '地板翘']),
      ('wiring', array['线路老化', '电线老化', '跳闸', '短路', '插座冒火', '电路改造', '换电线', '插座不够', '漏电']),
      ('noise', array['噪音', '隔音', '太吵', '吵死', '楼上吵', '吵得睡不着', '扰民']),
      ('storage', array['收纳', '储物', '没地方放', '东西太多', '柜子不够', '衣帽间', '放不下']),
      ('kids_room', array['儿童房', '孩子房间', '宝宝房', '学习桌', '书桌', '上下床', '二胎', '分房睡']),
      ('elderly', array['适老', '扶手', '防滑', '老人摔', '轮椅', '老人洗澡', '加装电梯', '起夜灯']),
      ('kitchen', array['厨房', '橱柜', '油烟机', '灶台', '水槽', '台面']),
      ('bathroom', array['卫生间', '浴室', '马桶', '淋浴', '花洒', '干湿分离', '洗手池', '下水道']),
      ('freshness', array['不新鲜', '不太新鲜', '烂了', '坏了好几个', '蔫了', '有异味', '变质', '臭了', '临期', '过期']),
      ('delivery_delay', array['还没到', '还没送', '送晚了', '太慢', '迟到', '晚了', '延误', '催了好几次', '什么时候到货']),
      ('missing_item', array['少了一', '少发', '漏发', '缺货', '没收到', '少件', '断货', '缺斤', '短斤少两']),
      ('price', array['太贵', '涨价', '便宜', '不便宜', '降价', '性价比', '划算', '不划算', '贵了', '优惠券', '比超市贵'])
    ) as seed (topic, keywords)
    cross join lateral unnest(seed.keywords) as word (keyword);

    -- Attributes are copied from the territory and null until the first copy; counters may come before them.
    create table cdp.community_profile (
      city_id uuid not null,
      community_id uuid not null,
      name text,
      district text,
      lng double precision,
      lat double precision,
      built_year integer,
      households integer check (households >= 0),
      partner_id uuid,
      store_ids uuid[] not null,
      members integer not null check (members >= 0),
      last_activity_at timestamptz,
      copied_at timestamptz,
      primary key (city_id, community_id)
    ) with (fillfactor = 80);
    create index community_profile_community on cdp.community_profile (community_id);

    -- Rows are counted up all day: room on the page and no changing column in an index keep those updates cheap.
    create table cdp.mention_day (
      city_id uuid not null,
      community_id uuid not null,
      topic text not null,
      day date not null,
      channel text not null,
      mentions integer not null check (mentions > 0),
      people integer not null check (people >= 0),
      primary key (city_id, community_id, topic, day, channel)
    ) with (fillfactor = 80);
    create index mention_day_window on cdp.mention_day (topic, day);

    -- Who mentioned a topic on a day: one loud person counts once, however much they write.
    create table cdp.mention_person_day (
      city_id uuid not null,
      community_id uuid not null,
      topic text not null,
      day date not null,
      subject_id uuid not null,
      primary key (city_id, community_id, topic, day, subject_id)
    );
    create index mention_person_day_window on cdp.mention_person_day (topic, day);

    -- From a count back to the events behind it. A signal has its own id as event and its touchpoint as subject.
    create table cdp.mention (
      subject_id uuid not null,
      event_id uuid not null,
      topic text not null,
      city_id uuid not null,
      community_id uuid not null,
      channel text not null,
      signal_kind text check (signal_kind in ('demand', 'complaint', 'competitor')),
      occurred_at timestamptz not null,
      primary key (subject_id, event_id, topic)
    );
    create index mention_community on cdp.mention (community_id, occurred_at desc);

    create table cdp.order_day (
      city_id uuid not null,
      community_id uuid not null,
      day date not null,
      orders integer not null check (orders > 0),
      amount_fen bigint not null check (amount_fen >= 0),
      primary key (city_id, community_id, day)
    ) with (fillfactor = 80);
    create index order_day_window on cdp.order_day (day);
  `,
};
