DROP INDEX "notification"."notification_inbox";--> statement-breakpoint
ALTER TABLE "notification"."event" ADD COLUMN "words" bigint;--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "words" bigint;--> statement-breakpoint
CREATE INDEX "notification_inbox" ON "notification"."notification" USING btree ("user_id","event_id","words") WHERE archived_at is null and snoozed_until is null and hidden_at is null;