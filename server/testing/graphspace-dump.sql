-- A GraphSpace database as its own migrations left it: unique indexes rather than constraints, times without
-- defaults and some null, its extensions and its own further tables, people with bcrypt passwords.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create table public.alembic_version (version_num varchar(32) not null);
insert into public.alembic_version values ('bb9a45e2ee5e');
create table public."user" (
  id serial primary key, email varchar not null, password varchar not null, is_admin integer not null,
  created_at timestamp, updated_at timestamp
);
create unique index ix_user_email on public."user" (email);
create table public.password_reset_code (
  id serial primary key, email varchar not null references public."user" (email) on delete cascade on update cascade,
  code varchar not null, created_at timestamp, updated_at timestamp
);
create table public."group" (
  id serial primary key, name varchar not null,
  owner_email varchar not null references public."user" (email) on delete cascade on update cascade,
  description varchar, invite_code varchar not null, created_at timestamp, updated_at timestamp
);
create unique index _group_uc_name_owner_email on public."group" (name, owner_email);
create table public.group_to_user (
  user_id integer not null references public."user" (id) on delete cascade on update cascade,
  group_id integer not null references public."group" (id) on delete cascade on update cascade,
  created_at timestamp, updated_at timestamp, primary key (user_id, group_id)
);
create table public.graph (
  id serial primary key, name varchar not null,
  owner_email varchar not null references public."user" (email) on delete cascade on update cascade,
  graph_json text not null, style_json text not null, is_public integer not null, default_layout_id integer,
  created_at timestamp, updated_at timestamp
);
create unique index _graph_uc_name_owner_email on public.graph (name, owner_email);
create index graph_idx_name on public.graph using gin (name gin_trgm_ops);
create table public.layout (
  id serial primary key, name varchar not null,
  owner_email varchar not null references public."user" (email) on delete cascade on update cascade,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  positions_json text not null, style_json text not null, is_shared integer not null, original_json text,
  created_at timestamp, updated_at timestamp
);
create unique index _layout_uc_name_graph_id_owner_email on public.layout (name, graph_id, owner_email);
alter table public.graph add constraint graph_default_layout_id_fkey
  foreign key (default_layout_id) references public.layout (id) on delete cascade on update cascade;
create table public.group_to_graph (
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  group_id integer not null references public."group" (id) on delete cascade on update cascade,
  created_at timestamp, updated_at timestamp, primary key (graph_id, group_id)
);
create table public.graph_tag (id serial primary key, name varchar not null, created_at timestamp, updated_at timestamp);
create unique index ix_graph_tag_name on public.graph_tag (name);
create table public.graph_to_tag (
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  tag_id integer not null references public.graph_tag (id) on delete cascade on update cascade,
  created_at timestamp, updated_at timestamp, primary key (graph_id, tag_id)
);
create table public.node (
  id serial primary key, name varchar not null, label varchar not null,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  created_at timestamp, updated_at timestamp
);
create unique index _node_uc_graph_id_name on public.node (graph_id, name);
create table public.edge (
  id serial primary key, name varchar not null,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  head_node_id integer not null references public.node (id) on delete cascade on update cascade,
  tail_node_id integer not null references public.node (id) on delete cascade on update cascade,
  is_directed integer not null, created_at timestamp, updated_at timestamp
);
create unique index _edge_uc_graph_id_head_node_id_tail_node_id on public.edge (graph_id, head_node_id, tail_node_id);

-- The passwords are `wnt-1`; one as Python's bcrypt writes it, one as PHP's and older ones did.
insert into public."user" (email, password, is_admin) values
  ('ana@lab.org', '$2b$04$__HASH__', 0),
  ('flud', '$2y$04$__HASH__', 0),
  ('admin@lab.org', '$2b$04$__HASH__', 1);
insert into public."group" (name, owner_email, invite_code) values ('Old Lab', 'ana@lab.org', 'x');
insert into public.group_to_user (user_id, group_id) values (1, 1), (2, 1);
insert into public.graph (name, owner_email, graph_json, style_json, is_public)
  values ('Old graph', 'ana@lab.org', '{"elements":{"nodes":[{"data":{"name":"a"}}],"edges":[]}}', '{"style":[]}', 0);
insert into public.group_to_graph (graph_id, group_id) values (1, 1);
