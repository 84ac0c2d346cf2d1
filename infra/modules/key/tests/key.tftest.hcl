mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name       = "tocsin"
  region     = "eu-central-1"
  account_id = "123456789012"
}

run "key" {
  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_alias.this.name == "alias/tocsin"
    error_message = "the key is not rotated, or has another alias"
  }

  # Whoever is not the account itself is a service with a condition.
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.this.policy).Statement :
      statement.Principal == { AWS = "arn:aws:iam::123456789012:root" } || can(statement.Condition)
    ])
    error_message = "the key may be used by a service without a condition"
  }
}

run "refused_1" {
  command = plan

  variables {
    # name too long
    name = "a-name-that-is-much-too-long"

    # account id too short
    account_id = "1234"

    # deletion at once
    deletion_days = 1
  }

  expect_failures = [
    var.name,
    var.account_id,
    var.deletion_days,
  ]
}
