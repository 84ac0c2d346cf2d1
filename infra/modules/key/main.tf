# One key for all that Tocsin stores: queues, secrets, bucket, logs, topic, database, Kafka, functions' settings.

locals {
  root = "arn:aws:iam::${var.account_id}:root"
}

resource "aws_kms_key" "this" {
  description             = "Everything that ${var.name} stores"
  enable_key_rotation     = true
  deletion_window_in_days = var.deletion_days

  # In a key's own policy "*" means this key.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = local.root }
        Action    = "kms:*" # any action: the account's own policies decide; without this nobody could change the key
        Resource  = "*"     # this key
      },
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.${var.region}.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"]
        Resource  = "*" # this key
        Condition = {
          ArnLike = {
            "kms:EncryptionContext:aws:logs:arn" = [
              "arn:aws:logs:${var.region}:${var.account_id}:log-group:/aws/lambda/${var.name}-*",
              "arn:aws:logs:${var.region}:${var.account_id}:log-group:/aws/apigateway/${var.name}",
              "arn:aws:logs:${var.region}:${var.account_id}:log-group:/aws/msk/${var.name}",
            ]
          }
        }
      },
      {
        Sid       = "AlarmsToTopic"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*" # this key
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      },
    ]
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
