-- The mails whose wrong tags were counted: one that is tried again is not counted again.
create table wrong_tag_message (
  message bigint primary key,
  day date not null
);
create index wrong_tag_message_day on wrong_tag_message (day);
