-- The mails whose wrong tags were counted: one that is tried again is not counted again.
create table wrong_tag_message (
  message bigint primary key,
  day date not null
);
create index wrong_tag_message_day on wrong_tag_message (day);

-- What is older than a month is forgotten once a day, while mail waits for it.
create index wrong_tag_day on wrong_tag (day);

-- The newest cases that a pool sees beside its own.
create index case_pool_pool on case_pool (pool, case_number desc);
