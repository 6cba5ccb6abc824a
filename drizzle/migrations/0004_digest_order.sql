DROP INDEX "notification"."email_schedule_due";--> statement-breakpoint
CREATE INDEX "email_schedule_next" ON "notification"."email_schedule" USING btree ("next_due_at","user_id");