-- A language tag (RFC 5646) of what the customer wrote first; empty where it cannot be told.
alter table cases add language text not null default '';
