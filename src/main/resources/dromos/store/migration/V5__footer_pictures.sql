-- The pictures that letters show below a consultant's words, by the SHA-256 of their bytes: a letter keeps the picture
-- with which it was written, and no picture is kept twice. They are compressed already.
create table footer_picture (
  digest text primary key,
  bytes bytea not null
);
alter table footer_picture alter column bytes set storage external;

alter table outbox add footer_picture text references footer_picture;
