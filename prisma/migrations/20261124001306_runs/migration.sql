-- CreateTable
CREATE TABLE "backend" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "settings" JSON NOT NULL,
    "secret" TEXT,
    "probe" JSON,
    "probed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "backend_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSON,
    "policy_backend" TEXT,
    "reference_backend" TEXT,
    "total" INTEGER NOT NULL DEFAULT 0,
    "backends" JSON,
    "templates" JSON,
    "code_version" TEXT NOT NULL,
    "importing" JSON,
    "summary" JSON,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_example" (
    "run_id" TEXT NOT NULL,
    "idx" INTEGER NOT NULL,
    "hash" TEXT,
    "example" JSON,
    "persona_idx" INTEGER,
    "prompt_key" TEXT,
    "longer_margin" INTEGER,
    "learned_length_margin" INTEGER,

    CONSTRAINT "run_example_pkey" PRIMARY KEY ("run_id","idx")
);

-- CreateTable
CREATE TABLE "run_unit" (
    "run_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "unit" INTEGER NOT NULL,
    "backend_id" TEXT NOT NULL,
    "first_idx" INTEGER NOT NULL,
    "last_idx" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "scored" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "run_unit_pkey" PRIMARY KEY ("run_id","role","unit")
);

-- CreateTable
CREATE TABLE "run_result" (
    "run_id" TEXT NOT NULL,
    "idx" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "nll_chosen" DOUBLE PRECISION NOT NULL,
    "nll_rejected" DOUBLE PRECISION NOT NULL,
    "prompt_tokens" INTEGER,
    "prompt_tokens_cut" INTEGER,
    "chosen_tokens" INTEGER,
    "rejected_tokens" INTEGER,
    "prompt_sha256" TEXT,
    "duration_ms" DOUBLE PRECISION,
    "writes" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "run_result_pkey" PRIMARY KEY ("run_id","idx","role")
);

-- CreateTable
CREATE TABLE "share" (
    "token" TEXT NOT NULL,
    "run_id" TEXT,
    "title" TEXT NOT NULL,
    "payload" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "share_pkey" PRIMARY KEY ("token")
);

-- CreateIndex
CREATE INDEX "run_created_at_id_idx" ON "run"("created_at", "id");

-- CreateIndex
CREATE INDEX "run_status_idx" ON "run"("status");

-- CreateIndex
CREATE INDEX "run_unit_run_id_state_unit_idx" ON "run_unit"("run_id", "state", "unit");

-- CreateIndex
CREATE INDEX "run_unit_owner_idx" ON "run_unit"("owner");

-- CreateIndex
CREATE INDEX "share_run_id_idx" ON "share"("run_id");

-- AddForeignKey
ALTER TABLE "run_example" ADD CONSTRAINT "run_example_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_unit" ADD CONSTRAINT "run_unit_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_result" ADD CONSTRAINT "run_result_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE SET NULL ON UPDATE CASCADE;
