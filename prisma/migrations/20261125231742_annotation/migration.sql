-- CreateTable
CREATE TABLE "annotator" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation_project" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "questions" JSON NOT NULL,
    "suggestions" TEXT NOT NULL,
    "guideline_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation_guideline" (
    "project_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_guideline_pkey" PRIMARY KEY ("project_id","version")
);

-- CreateTable
CREATE TABLE "annotation_queue" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'collecting',
    "config" JSON NOT NULL,
    "overlap" INTEGER NOT NULL,
    "share" INTEGER,
    "gold_every" INTEGER NOT NULL DEFAULT 10,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "annotation_queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation_item" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "idx" INTEGER NOT NULL,
    "place" INTEGER,
    "hash" TEXT NOT NULL,
    "example" JSON NOT NULL,
    "expected" JSON,
    "explanation" TEXT,
    "suggestions" JSON NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "is_full" BOOLEAN NOT NULL DEFAULT false,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "disagreement" DOUBLE PRECISION,

    CONSTRAINT "annotation_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation_assignment" (
    "id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "leased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sides" TEXT NOT NULL,
    "is_extra" BOOLEAN NOT NULL DEFAULT false,
    "is_suggested" BOOLEAN NOT NULL DEFAULT false,
    "skip_reason" TEXT,
    "skip_note" JSON,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation" (
    "assignment_id" TEXT NOT NULL,
    "answers" JSON NOT NULL,
    "guideline_version" INTEGER NOT NULL,
    "suggestions_shown" TEXT NOT NULL,
    "active_ms" INTEGER,
    "elapsed_ms" DOUBLE PRECISION,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "origin" TEXT NOT NULL DEFAULT 'app',
    "submitted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_pkey" PRIMARY KEY ("assignment_id")
);

-- CreateTable
CREATE TABLE "annotation_draft" (
    "item_id" TEXT NOT NULL,
    "annotator_id" TEXT NOT NULL,
    "answers" JSON NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_draft_pkey" PRIMARY KEY ("item_id","annotator_id")
);

-- CreateTable
CREATE TABLE "annotation_adjudication" (
    "item_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "answers" JSON NOT NULL,
    "reason" JSON NOT NULL,
    "decided_by" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_adjudication_pkey" PRIMARY KEY ("item_id")
);

-- CreateTable
CREATE TABLE "annotation_event" (
    "id" BIGSERIAL NOT NULL,
    "project_id" TEXT,
    "item_id" TEXT,
    "actor_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "before" JSON,
    "after" JSON,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation_receipt" (
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "response" JSON NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_receipt_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateIndex
CREATE INDEX "annotation_queue_project_id_idx" ON "annotation_queue"("project_id");

-- CreateIndex
CREATE INDEX "annotation_item_queue_id_is_full_place_idx" ON "annotation_item"("queue_id", "is_full", "place");

-- CreateIndex
CREATE INDEX "annotation_item_project_id_disagreement_id_idx" ON "annotation_item"("project_id", "disagreement", "id");

-- CreateIndex
CREATE UNIQUE INDEX "annotation_item_queue_id_idx_key" ON "annotation_item"("queue_id", "idx");

-- CreateIndex
CREATE UNIQUE INDEX "annotation_item_project_id_hash_key" ON "annotation_item"("project_id", "hash");

-- CreateIndex
CREATE INDEX "annotation_assignment_project_id_annotator_id_state_changed_idx" ON "annotation_assignment"("project_id", "annotator_id", "state", "changed_at");

-- CreateIndex
CREATE INDEX "annotation_assignment_queue_id_annotator_id_idx" ON "annotation_assignment"("queue_id", "annotator_id");

-- CreateIndex
CREATE INDEX "annotation_assignment_project_id_state_lease_until_idx" ON "annotation_assignment"("project_id", "state", "lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "annotation_assignment_item_id_annotator_id_key" ON "annotation_assignment"("item_id", "annotator_id");

-- CreateIndex
CREATE INDEX "annotation_adjudication_project_id_idx" ON "annotation_adjudication"("project_id");

-- CreateIndex
CREATE INDEX "annotation_event_project_id_id_idx" ON "annotation_event"("project_id", "id");

-- CreateIndex
CREATE INDEX "annotation_event_item_id_id_idx" ON "annotation_event"("item_id", "id");

-- CreateIndex
CREATE INDEX "annotation_receipt_at_idx" ON "annotation_receipt"("at");

-- AddForeignKey
ALTER TABLE "annotation_guideline" ADD CONSTRAINT "annotation_guideline_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "annotation_project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_guideline" ADD CONSTRAINT "annotation_guideline_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "annotator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_queue" ADD CONSTRAINT "annotation_queue_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "annotation_project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_item" ADD CONSTRAINT "annotation_item_queue_id_fkey" FOREIGN KEY ("queue_id") REFERENCES "annotation_queue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_assignment" ADD CONSTRAINT "annotation_assignment_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "annotation_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_assignment" ADD CONSTRAINT "annotation_assignment_queue_id_fkey" FOREIGN KEY ("queue_id") REFERENCES "annotation_queue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_assignment" ADD CONSTRAINT "annotation_assignment_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "annotation_assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_draft" ADD CONSTRAINT "annotation_draft_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "annotation_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_draft" ADD CONSTRAINT "annotation_draft_annotator_id_fkey" FOREIGN KEY ("annotator_id") REFERENCES "annotator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_adjudication" ADD CONSTRAINT "annotation_adjudication_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "annotation_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_adjudication" ADD CONSTRAINT "annotation_adjudication_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "annotator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_event" ADD CONSTRAINT "annotation_event_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "annotation_project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation_event" ADD CONSTRAINT "annotation_event_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "annotator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The administrator of local mode.
INSERT INTO "annotator" ("id", "name", "role") VALUES ('local', 'Local administrator', 'admin');
