import type { Migration } from '#platform/postgres';

/** Works that a paid order became: milestones, what was put before the owner, what they said; and what visits left. */
export const projects: Migration = {
  name: '0002-projects',
  up: `
    -- What the works of a scene go through, in order. A project keeps what it began with.
    create table fulfilment.milestone_template (
      scene text not null,
      ordinal integer not null check (ordinal >= 1),
      code text not null,
      title text not null,
      instruction text not null,
      -- May be submitted before the one before it is confirmed.
      ahead_allowed boolean not null,
      primary key (scene, ordinal),
      unique (scene, code)
    );
    insert into fulfilment.milestone_template (scene, ordinal, code, title, instruction, ahead_allowed) values
      ('renewal', 1, 'materials', '材料进场', '拍清每种材料的品牌、型号和数量，外包装上的合格证要看得见', false),
      ('renewal', 2, 'hidden_works', '隐蔽工程验收', '封板封墙前拍水管、电线、防水层的走向和接头，闭水试验拍水位', false),
      ('renewal', 3, 'mid_term', '中期验收', '拍墙面、地面、瓷砖的平整和接缝，每个房间至少一张', false),
      ('renewal', 4, 'final', '竣工验收', '每个房间拍全景，拍洁具、五金、开关插座装好的样子，垃圾已清走', false);

    -- What has been heard of an order, in whichever order it was heard; one row an order, which is locked to decide.
    create table fulfilment.project_order (
      city_id uuid not null,
      order_id uuid not null,
      project_id uuid,
      cancelled_at timestamptz,
      primary key (city_id, order_id)
    );

    create table fulfilment.project (
      city_id uuid not null,
      project_id uuid not null,
      order_id uuid not null,
      order_number text not null,
      community_id uuid not null,
      store_id uuid,
      customer_key text not null,
      person_id uuid not null,
      package_id uuid not null,
      lead_id uuid,
      share_token text,
      state text not null check (state in ('active', 'completed', 'stopped')),
      milestones integer not null check (milestones >= 1),
      confirmed integer not null check (confirmed between 0 and milestones),
      started_at timestamptz not null,
      completed_at timestamptz,
      stopped_at timestamptz,
      stop_reason text,
      delivery_file_id uuid,
      delivery_sha256 text,
      delivered_at timestamptz,
      primary key (city_id, project_id),
      unique (city_id, order_id),
      check ((state = 'completed') = (completed_at is not null)),
      check ((state = 'stopped') = (stopped_at is not null)),
      check ((delivery_file_id is null) = (delivery_sha256 is null))
    );
    create index project_by_id on fulfilment.project (project_id);
    create index project_by_order on fulfilment.project (order_id);
    create index project_by_number on fulfilment.project (order_number text_pattern_ops);
    create index project_by_number_end on fulfilment.project (right(order_number, 4));
    create index project_of_customer on fulfilment.project (customer_key, started_at desc, project_id desc);
    create index project_newest on fulfilment.project (started_at desc, project_id desc);
    create index project_of_city on fulfilment.project (city_id, started_at desc, project_id desc);
    create index project_of_community on fulfilment.project (community_id, started_at desc, project_id desc);
    create index project_of_store on fulfilment.project (store_id, started_at desc, project_id desc)
      where store_id is not null;

    create table fulfilment.project_worker (
      city_id uuid not null,
      project_id uuid not null,
      touchpoint_id uuid not null,
      assigned_at timestamptz not null,
      primary key (city_id, project_id, touchpoint_id),
      foreign key (city_id, project_id) references fulfilment.project (city_id, project_id)
    );
    create index project_worker_of on fulfilment.project_worker (touchpoint_id);

    create table fulfilment.milestone (
      city_id uuid not null,
      milestone_id uuid not null,
      project_id uuid not null,
      ordinal integer not null check (ordinal >= 1),
      code text not null,
      title text not null,
      instruction text not null,
      ahead_allowed boolean not null,
      state text not null check (state in ('pending', 'submitted', 'rejected', 'confirmed')),
      round integer not null check (round >= 0),
      touchpoint_id uuid,
      submitted_at timestamptz,
      answered_at timestamptz,
      reminded_at timestamptz,
      primary key (city_id, milestone_id),
      unique (city_id, project_id, ordinal),
      foreign key (city_id, project_id) references fulfilment.project (city_id, project_id),
      check ((round = 0) = (state = 'pending')),
      check ((round = 0) = (touchpoint_id is null)),
      check ((round = 0) = (submitted_at is null))
    );
    create index milestone_waiting on fulfilment.milestone (submitted_at)
      where state = 'submitted' and reminded_at is null;
    create index milestone_in_hand on fulfilment.milestone (city_id, project_id, state)
      where state in ('submitted', 'rejected');

    create table fulfilment.milestone_round (
      city_id uuid not null,
      milestone_id uuid not null,
      round integer not null check (round >= 1),
      touchpoint_id uuid not null,
      note_sealed bytea not null,
      submitted_at timestamptz not null,
      answer text check (answer in ('confirmed', 'rejected')),
      answered_at timestamptz,
      comment_sealed bytea,
      primary key (city_id, milestone_id, round),
      foreign key (city_id, milestone_id) references fulfilment.milestone (city_id, milestone_id),
      check ((answer is null) = (answered_at is null))
    );

    -- A photo has no round until it is submitted.
    create table fulfilment.milestone_photo (
      city_id uuid not null,
      photo_id uuid not null,
      project_id uuid not null,
      milestone_id uuid not null,
      touchpoint_id uuid not null,
      round integer check (round >= 1),
      file_id uuid not null,
      sha256 text not null,
      taken_at timestamptz,
      has_position boolean not null,
      added_at timestamptz not null,
      primary key (city_id, photo_id),
      foreign key (city_id, milestone_id) references fulfilment.milestone (city_id, milestone_id)
    );
    create index milestone_photo_of_project on fulfilment.milestone_photo (city_id, project_id);

    -- Each step of a visit as the device told it; a step that is sent twice is told by its op.
    create table fulfilment.visit_step (
      city_id uuid not null,
      visit_id uuid not null,
      op_id uuid not null,
      touchpoint_id uuid not null,
      step text not null check (step in ('accepted', 'departed', 'arrived', 'done')),
      happened_at timestamptz not null,
      received_at timestamptz not null,
      lng double precision,
      lat double precision,
      outcome text check (outcome in ('done', 'not_home', 'not_measured')),
      reason_sealed bytea,
      primary key (city_id, visit_id, op_id),
      foreign key (city_id, visit_id) references fulfilment.visit (city_id, visit_id),
      check ((step = 'done') = (outcome is not null))
    );

    create table fulfilment.visit_measure (
      city_id uuid not null,
      visit_id uuid not null,
      revision integer not null check (revision >= 1),
      touchpoint_id uuid not null,
      form jsonb not null,
      notes_sealed bytea,
      saved_at timestamptz not null,
      primary key (city_id, visit_id, revision),
      foreign key (city_id, visit_id) references fulfilment.visit (city_id, visit_id)
    );

    create table fulfilment.visit_photo (
      city_id uuid not null,
      photo_id uuid not null,
      visit_id uuid not null,
      touchpoint_id uuid not null,
      file_id uuid not null,
      taken_at timestamptz,
      has_position boolean not null,
      added_at timestamptz not null,
      primary key (city_id, photo_id),
      foreign key (city_id, visit_id) references fulfilment.visit (city_id, visit_id)
    );
    create index visit_photo_of_visit on fulfilment.visit_photo (city_id, visit_id);

    create table fulfilment.visit_rating (
      city_id uuid not null,
      visit_id uuid not null,
      customer_key text not null,
      person_id uuid not null,
      touchpoint_id uuid not null,
      stars integer not null check (stars between 1 and 5),
      comment_sealed bytea,
      rated_at timestamptz not null,
      primary key (city_id, visit_id),
      foreign key (city_id, visit_id) references fulfilment.visit (city_id, visit_id)
    );
    create index visit_rating_of_touchpoint on fulfilment.visit_rating (touchpoint_id, rated_at);`,
};
