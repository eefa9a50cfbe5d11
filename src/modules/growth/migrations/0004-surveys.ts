import type { Migration } from '#platform/postgres';

/** Who was asked after the works how likely they are to recommend us, and what they answered. */
export const surveys: Migration = {
  name: '0004-surveys',
  up: `
    create table growth.survey (
      city_id uuid not null,
      survey_id uuid not null,
      survey_token text not null,
      project_id uuid not null,
      order_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      customer_key text not null,
      person_id uuid not null,
      sent_at timestamptz not null,
      expires_at timestamptz not null,
      score integer check (score between 0 and 10),
      comment_sealed bytea,
      answered_at timestamptz,
      primary key (city_id, survey_id),
      unique (city_id, project_id),
      check (expires_at > sent_at),
      check ((score is null) = (answered_at is null)),
      check (comment_sealed is null or answered_at is not null)
    );
    create index survey_by_id on growth.survey (survey_id);
    create index survey_of_customer on growth.survey (customer_key, sent_at desc);
    create index survey_answered on growth.survey (city_id, answered_at desc) where answered_at is not null;
    create index survey_answered_of_store on growth.survey (store_id, answered_at desc)
      where answered_at is not null and store_id is not null;
    create index survey_answered_of_community on growth.survey (community_id, answered_at desc)
      where answered_at is not null;
    create index survey_sent on growth.survey (city_id, sent_at desc);

    -- Links are looked up by their token.
    create table growth.survey_link (
      survey_token text not null primary key,
      city_id uuid not null,
      survey_id uuid not null
    );
  `,
};
