# Rules, catalogue, inventory and settings are files in a bucket; the keys of approval links and of stored configurations are secrets.

locals {
  bucket_arn = "arn:aws:s3:::${local.bucket}"
  bucket     = "${var.name}-config-${var.account_id}-${var.region}"

  # What each function reads of the bucket.
  files = {
    evaluator   = ["rules/*", "settings.yaml"]
    notifier    = ["settings.yaml"]
    enricher    = ["cmdb.yaml", "settings.yaml"]
    remediation = ["remediations.yaml"]
  }
}

resource "aws_s3_bucket" "config" {
  bucket        = local.bucket
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_versioning" "config" {
  bucket = aws_s3_bucket.config.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "config" {
  bucket = aws_s3_bucket.config.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "config" {
  bucket = aws_s3_bucket.config.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "config" {
  bucket = aws_s3_bucket.config.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "config" {
  bucket = aws_s3_bucket.config.id

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }

  depends_on = [aws_s3_bucket_versioning.config]
}

resource "aws_s3_bucket_policy" "config" {
  bucket = aws_s3_bucket.config.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"    # a refusal, for everyone
      Action    = "s3:*" # a refusal, of everything
      Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  depends_on = [aws_s3_bucket_public_access_block.config]
}

resource "aws_secretsmanager_secret" "approval_key" {
  name                    = "${var.name}/approval-key"
  description             = "Base64 of the key that approval links are signed with"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.force_destroy ? 0 : 30
}

# Written and never read back: the key is in no state and no plan.
resource "aws_secretsmanager_secret_version" "approval_key" {
  secret_id                = aws_secretsmanager_secret.approval_key.id
  secret_string_wo         = var.approval_key
  secret_string_wo_version = var.approval_key_version
}

resource "aws_secretsmanager_secret" "seal_key" {
  name                    = "${var.name}/seal-key"
  description             = "Base64 of the key by which stored configurations are encrypted"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.force_destroy ? 0 : 30
}

# Never written again: what another key has encrypted cannot be read.
resource "aws_secretsmanager_secret_version" "seal_key" {
  secret_id                = aws_secretsmanager_secret.seal_key.id
  secret_string_wo         = var.seal_key
  secret_string_wo_version = 1
}

# Where the database knows no IAM: functions ask for the password with each connection.
resource "aws_secretsmanager_secret" "database_password" {
  count = var.database.iam == null ? 1 : 0

  name                    = "${var.name}/database-password"
  description             = "Password of the database's user"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.force_destroy ? 0 : 30
}

resource "aws_secretsmanager_secret_version" "database_password" {
  count = var.database.iam == null ? 1 : 0

  secret_id     = one(aws_secretsmanager_secret.database_password[*].id)
  secret_string = var.database.password
}
