-- Day since 1970 of the last announce, up to a day late; 0 if nobody knows yet.
alter table download_totals add column announced_day bigint not null default 0;

-- The last flush of download totals of each process, so that one whose answer was lost is not added twice.
create table totals_flushes (
    writer       varchar(36) collate "C" not null primary key,
    flush_number bigint      not null,
    written      bigint      not null
);
