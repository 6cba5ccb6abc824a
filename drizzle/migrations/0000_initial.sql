CREATE SCHEMA IF NOT EXISTS "auth";
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS "notification";
--> statement-breakpoint
CREATE TABLE "auth"."event_token" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"types" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "event_token_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "auth"."profile" (
	"user_id" integer PRIMARY KEY NOT NULL,
	"display_name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_agent" text,
	"address" "inet",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"password_mark" text NOT NULL,
	CONSTRAINT "session_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "notification"."consumer_offset" (
	"cluster_id" text NOT NULL,
	"topic" text NOT NULL,
	"partition" integer NOT NULL,
	"next_offset" bigint NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consumer_offset_pkey" PRIMARY KEY("cluster_id","topic","partition")
);
--> statement-breakpoint
CREATE TABLE "notification"."dead_letter" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification"."dead_letter_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"cluster_id" text NOT NULL,
	"topic" text NOT NULL,
	"partition" integer NOT NULL,
	"offset" bigint NOT NULL,
	"message_at" bigint NOT NULL,
	"key" "bytea",
	"value" "bytea",
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"field" text DEFAULT '' NOT NULL,
	"reason" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"forwarded_at" timestamp with time zone,
	"replayed_at" timestamp with time zone,
	"discarded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."captured_mail" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"source" text NOT NULL,
	"captured_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."digest" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"run_id" bigint,
	"user_id" integer NOT NULL,
	"address" text NOT NULL,
	"message_id" text NOT NULL,
	"status" text DEFAULT 'claimed' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	"response" text,
	"subject" text,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"claimed_by" text,
	"sending_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	CONSTRAINT "digest_message_id_unique" UNIQUE("message_id")
);
--> statement-breakpoint
CREATE TABLE "notification"."digest_item" (
	"user_id" integer NOT NULL,
	"event_id" bigint NOT NULL,
	"digest_id" uuid,
	"mailed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "digest_item_pkey" PRIMARY KEY("user_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "notification"."digest_run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification"."digest_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"signals" jsonb NOT NULL,
	"people" integer DEFAULT 0 NOT NULL,
	"mails" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."load_signal" (
	"node" text PRIMARY KEY NOT NULL,
	"measured_at" timestamp with time zone DEFAULT now() NOT NULL,
	"signals" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification"."event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"verb" text NOT NULL,
	"actor" text,
	"resource_type" text NOT NULL,
	"resource_id" integer NOT NULL,
	"resource_name" text DEFAULT '' NOT NULL,
	"resource_url" text,
	"graph_id" integer,
	"group_id" integer,
	"group_name" text,
	"group_ids" integer[] DEFAULT '{}' NOT NULL,
	"affected" text,
	"message" text,
	"changes" jsonb,
	"data" jsonb,
	"client_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"produced_at" timestamp with time zone,
	"ingested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"origins" text[] DEFAULT '{}' NOT NULL,
	"resolved" smallint DEFAULT 0 NOT NULL,
	"search" "tsvector",
	CONSTRAINT "event_source_event_id" UNIQUE("source","event_id")
);
--> statement-breakpoint
CREATE TABLE "notification"."inbox_state" (
	"user_id" integer PRIMARY KEY NOT NULL,
	"seen_snapshot" "pg_snapshot",
	"seen_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."saved_filter" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" integer NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."undo" (
	"token" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" integer NOT NULL,
	"action" text NOT NULL,
	"changed" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."known_access" (
	"kind" text NOT NULL,
	"subject" integer NOT NULL,
	"object" integer NOT NULL,
	CONSTRAINT "known_access_pkey" PRIMARY KEY("kind","subject","object")
);
--> statement-breakpoint
CREATE TABLE "notification"."notification" (
	"user_id" integer NOT NULL,
	"group_id" integer,
	"event_id" bigint NOT NULL,
	"reasons" smallint NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"arrived" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"changed" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"read_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"saved_at" timestamp with time zone,
	"snoozed_until" timestamp with time zone,
	"woken_at" timestamp with time zone,
	"hidden_at" timestamp with time zone,
	CONSTRAINT "notification_pkey" PRIMARY KEY("user_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "notification"."outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification"."outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"topic" text NOT NULL,
	"key" text,
	"value" text NOT NULL,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."email_schedule" (
	"user_id" integer PRIMARY KEY NOT NULL,
	"cadence" text DEFAULT 'off' NOT NULL,
	"hour" smallint DEFAULT 8 NOT NULL,
	"weekday" smallint DEFAULT 1 NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"quiet_from" smallint,
	"quiet_to" smallint,
	"after_snapshot" "pg_snapshot",
	"next_due_at" timestamp with time zone,
	"paused_at" timestamp with time zone,
	"paused_reason" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."preference" (
	"user_id" integer NOT NULL,
	"type" text NOT NULL,
	"channel" text NOT NULL,
	"enabled" boolean NOT NULL,
	CONSTRAINT "preference_pkey" PRIMARY KEY("user_id","type","channel")
);
--> statement-breakpoint
CREATE TABLE "notification"."watch" (
	"user_id" integer NOT NULL,
	"resource_type" text NOT NULL,
	"resource_id" integer NOT NULL,
	"level" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "watch_pkey" PRIMARY KEY("user_id","resource_type","resource_id")
);
--> statement-breakpoint
CREATE TABLE "notification"."recorded_audience" (
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"topic" text NOT NULL,
	"user_ids" integer[] NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recorded_audience_pkey" PRIMARY KEY("source","event_id","topic")
);
--> statement-breakpoint
CREATE INDEX "session_user" ON "auth"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_expires" ON "auth"."session" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "dead_letter_origin" ON "notification"."dead_letter" USING btree ("cluster_id","topic","partition","offset","message_at");--> statement-breakpoint
CREATE INDEX "dead_letter_open" ON "notification"."dead_letter" USING btree ("id") WHERE replayed_at is null and discarded_at is null;--> statement-breakpoint
CREATE INDEX "dead_letter_unforwarded" ON "notification"."dead_letter" USING btree ("id") WHERE forwarded_at is null;--> statement-breakpoint
CREATE INDEX "captured_mail_time" ON "notification"."captured_mail" USING btree ("captured_at");--> statement-breakpoint
CREATE INDEX "digest_status" ON "notification"."digest" USING btree ("status","retry_at");--> statement-breakpoint
CREATE INDEX "digest_user" ON "notification"."digest" USING btree ("user_id","claimed_at");--> statement-breakpoint
CREATE INDEX "digest_item_digest" ON "notification"."digest_item" USING btree ("digest_id");--> statement-breakpoint
CREATE INDEX "event_resource" ON "notification"."event" USING btree ("resource_type","resource_id","id");--> statement-breakpoint
CREATE INDEX "event_graph" ON "notification"."event" USING btree ("graph_id","id") WHERE graph_id is not null;--> statement-breakpoint
CREATE INDEX "event_group" ON "notification"."event" USING btree ("group_id","id") WHERE group_id is not null;--> statement-breakpoint
CREATE INDEX "event_search" ON "notification"."event" USING gin ("search");--> statement-breakpoint
CREATE INDEX "saved_filter_user" ON "notification"."saved_filter" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "undo_created" ON "notification"."undo" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notification_unread" ON "notification"."notification" USING btree ("user_id","event_id","group_id") WHERE read_at is null and archived_at is null and snoozed_until is null and hidden_at is null;--> statement-breakpoint
CREATE INDEX "notification_inbox" ON "notification"."notification" USING btree ("user_id","event_id") WHERE archived_at is null and snoozed_until is null and hidden_at is null;--> statement-breakpoint
CREATE INDEX "notification_changed" ON "notification"."notification" USING btree ("changed","user_id","event_id");--> statement-breakpoint
CREATE INDEX "notification_saved" ON "notification"."notification" USING btree ("user_id","event_id") WHERE saved_at is not null and hidden_at is null;--> statement-breakpoint
CREATE INDEX "notification_archived" ON "notification"."notification" USING btree ("user_id","event_id") WHERE archived_at is not null and hidden_at is null;--> statement-breakpoint
CREATE INDEX "notification_snoozed" ON "notification"."notification" USING btree ("user_id","snoozed_until") WHERE snoozed_until is not null;--> statement-breakpoint
CREATE INDEX "notification_back" ON "notification"."notification" USING btree ("user_id","event_id") WHERE woken_at is not null and hidden_at is null;--> statement-breakpoint
CREATE INDEX "notification_wake" ON "notification"."notification" USING btree ("snoozed_until") WHERE snoozed_until is not null;--> statement-breakpoint
CREATE INDEX "notification_event" ON "notification"."notification" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "email_schedule_due" ON "notification"."email_schedule" USING btree ("next_due_at");--> statement-breakpoint
CREATE INDEX "watch_resource" ON "notification"."watch" USING btree ("resource_type","resource_id","level");