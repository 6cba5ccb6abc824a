-- A GraphSpace database as its migrations leave it (up to bb9a45e2ee5e, run on the tables they began with): unique
-- indexes rather than constraints, times that may be null, columns that nothing uses any more, edges that repeat the
-- names and labels of their ends, its extensions and further tables; people with bcrypt passwords.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create table public.alembic_version (version_num varchar(32) not null primary key);
insert into public.alembic_version values ('bb9a45e2ee5e');
create table public."user" (
  email varchar not null, password varchar not null, is_admin integer not null, id serial primary key,
  created_at timestamp default current_timestamp, updated_at timestamp default current_timestamp
);
create unique index ix_user_email on public."user" (email);
create table public.password_reset_code (
  id serial primary key, email varchar not null references public."user" (email) on delete cascade on update cascade,
  code varchar not null,
  created_at timestamp not null default current_timestamp, updated_at timestamp default current_timestamp
);
create unique index ix_password_reset_code_email_code on public.password_reset_code (email, code);
create table public.uniprot_alias (
  id serial primary key, accession_number varchar not null, alias_source varchar not null, alias_name varchar not null
);
create table public."group" (
  name varchar not null,
  owner_email varchar not null references public."user" (email) on delete cascade on update cascade,
  description varchar, id serial primary key,
  created_at timestamp default current_timestamp, updated_at timestamp default current_timestamp,
  invite_code varchar not null
);
create unique index _group_uc_name_owner_email on public."group" (name, owner_email);
create table public.group_to_user (
  group_id integer not null references public."group" (id) on delete cascade on update cascade,
  user_id integer not null references public."user" (id) on delete cascade on update cascade,
  updated_at timestamp default current_timestamp, created_at timestamp default current_timestamp,
  primary key (user_id, group_id)
);
create unique index group2user_idx_user_id_group_id on public.group_to_user (user_id, group_id);
create table public.graph (
  name varchar not null,
  owner_email varchar not null references public."user" (email) on delete cascade on update cascade,
  json varchar,
  created_at timestamp not null default current_timestamp, updated_at timestamp not null default current_timestamp,
  is_public integer not null, default_layout_id integer, id serial primary key,
  graph_json varchar not null, style_json varchar
);
create unique index _graph_uc_name_owner_email on public.graph (name, owner_email);
create index graph_idx_name on public.graph using gin (name gin_trgm_ops);
create table public.layout (
  id serial primary key, name varchar not null, owner_email varchar not null, positions_json varchar not null,
  is_shared integer not null, original_json varchar,
  created_at timestamp default current_timestamp, updated_at timestamp default current_timestamp,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  style_json varchar not null
);
create unique index _layout_uc_name_graph_id_owner_email on public.layout (name, graph_id, owner_email);
alter table public.graph add constraint graph_default_layout_id_fkey
  foreign key (default_layout_id) references public.layout (id) on delete cascade on update cascade;
create table public.group_to_graph (
  updated_at timestamp not null default current_timestamp,
  group_id integer not null references public."group" (id) on delete cascade on update cascade,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  created_at timestamp default current_timestamp, primary key (graph_id, group_id)
);
create unique index group2graph_idx_graph_id_group_id on public.group_to_graph (graph_id, group_id);
create table public.graph_tag (
  name varchar not null, id serial primary key,
  updated_at timestamp default current_timestamp, created_at timestamp default current_timestamp
);
create unique index graph_tag_name_key on public.graph_tag (name);
create table public.graph_to_tag (
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  tag_id integer not null references public.graph_tag (id) on delete cascade on update cascade,
  updated_at timestamp default current_timestamp, created_at timestamp default current_timestamp,
  primary key (graph_id, tag_id)
);
create unique index graph2tag_idx_graph_id_tag_id on public.graph_to_tag (graph_id, tag_id);
create table public.node (
  name varchar not null, label varchar not null, updated_at timestamp not null default current_timestamp,
  id serial primary key, graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  created_at timestamp default current_timestamp
);
create unique index _node_uc_graph_id_name on public.node (graph_id, name);
create unique index _node_uc_id_name on public.node (id, name);
create unique index _node_uc_id_label on public.node (id, label);
create index node_idx_name on public.node using gin (name gin_trgm_ops);
create index node_idx_label on public.node using gin (label gin_trgm_ops);
create table public.edge (
  head_node_name varchar not null, head_node_label varchar not null,
  tail_node_name varchar not null, tail_node_label varchar not null,
  name varchar not null, is_directed integer not null, id serial primary key,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  head_node_id integer not null references public.node (id) on delete cascade on update cascade,
  tail_node_id integer not null references public.node (id) on delete cascade on update cascade,
  created_at timestamp default current_timestamp, updated_at timestamp default current_timestamp,
  foreign key (head_node_id, head_node_name) references public.node (id, name) on delete cascade on update cascade,
  foreign key (head_node_id, head_node_label) references public.node (id, label) on delete cascade on update cascade,
  foreign key (tail_node_id, tail_node_name) references public.node (id, name) on delete cascade on update cascade,
  foreign key (tail_node_id, tail_node_label) references public.node (id, label) on delete cascade on update cascade
);
create unique index _edge_uc_graph_id_head_node_id_tail_node_id on public.edge (graph_id, head_node_id, tail_node_id);
create unique index _edge_uc_graph_id_name on public.edge (graph_id, name);
create index edge_idx_head_id_tail_id on public.edge (head_node_id, tail_node_id);
create index edge_idx_head_label_tail_label on public.edge using gin (head_node_label, tail_node_label gin_trgm_ops);
create index edge_idx_head_name_tail_name on public.edge using gin (head_node_name, tail_node_name gin_trgm_ops);

-- The passwords are `wnt-1`, with each of the prefixes that bcrypt has had.
insert into public."user" (email, password, is_admin, created_at) values
  ('ana@lab.org', '$2b$04$__HASH__', 0, null),
  ('flud', '$2y$04$__HASH__', 0, '2015-03-01'),
  ('admin@lab.org', '$2a$04$__HASH__', 1, null);
insert into public.password_reset_code (email, code) values ('flud', 'reset');
insert into public."group" (name, owner_email, invite_code, created_at) values ('Old Lab', 'ana@lab.org', 'x', null);
insert into public.group_to_user (user_id, group_id) values (1, 1), (2, 1);
insert into public.graph (name, owner_email, graph_json, style_json, is_public) values
  ('Old graph', 'ana@lab.org',
    '{"elements":{"nodes":[{"data":{"name":"a"}},{"data":{"id":"b"}}],"edges":[{"data":{"source":"a","target":"b"}}]}}',
    null, 0);
insert into public.layout (name, owner_email, graph_id, positions_json, style_json, is_shared, created_at, updated_at)
  values ('Old layout', 'ana@lab.org', 1, '{"a":{"x":1,"y":2}}', '{"style":[]}', 1, null, null);
insert into public.node (name, label, graph_id) values ('a', 'A', 1), ('b', 'B', 1);
insert into public.edge (head_node_name, head_node_label, tail_node_name, tail_node_label, name, is_directed, graph_id,
  head_node_id, tail_node_id) values ('b', 'B', 'a', 'A', 'a-b', 0, 1, 2, 1);
insert into public.group_to_graph (graph_id, group_id) values (1, 1);
