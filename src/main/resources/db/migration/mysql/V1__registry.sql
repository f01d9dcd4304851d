create table access_keys (
    id          varchar(64)   not null primary key,
    label       varchar(200)  not null,
    note        varchar(2000) not null,
    created     bigint        not null,
    valid_until bigint
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index access_keys_valid_until on access_keys (valid_until);

create table listed_torrents (
    id      varchar(64)   not null primary key,
    label   varchar(200)  not null,
    note    varchar(2000) not null,
    created bigint        not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table denied_torrents (
    id      varchar(64)   not null primary key,
    label   varchar(200)  not null,
    note    varchar(2000) not null,
    created bigint        not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table download_totals (
    info_hash varchar(40) not null primary key,
    completed bigint      not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table api_tokens (
    id          varchar(32)  not null primary key,
    label       varchar(200) not null unique,
    secret_hash varchar(64)  not null unique,
    scopes      varchar(100) not null,
    created     bigint       not null,
    valid_until bigint,
    last_used   bigint
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table audit_entries (
    id       bigint       not null auto_increment primary key,
    happened bigint       not null,
    actor    varchar(200) not null,
    action   varchar(40)  not null,
    subject  varchar(200) not null,
    outcome  varchar(200) not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create index audit_entries_happened on audit_entries (happened);
