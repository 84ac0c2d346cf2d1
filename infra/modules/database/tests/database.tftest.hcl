mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name        = "tocsin"
  vpc_id      = "vpc-1"
  subnet_ids  = ["subnet-1", "subnet-2"]
  clients     = { functions = "sg-2" }
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  region      = "eu-central-1"
  account_id  = "123456789012"
}

run "database" {
  assert {
    condition = alltrue([
      aws_rds_cluster.this.storage_encrypted, aws_rds_cluster.this.manage_master_user_password, aws_rds_cluster.this.deletion_protection,
      !aws_rds_cluster.this.skip_final_snapshot, aws_db_proxy.this.require_tls, one(aws_db_proxy.this.auth).iam_auth == "REQUIRED",
      length(aws_rds_cluster_instance.this) == 2,
    ])
    error_message = "the database is not encrypted, not kept, or reached without IAM or TLS"
  }

  assert {
    condition     = output.connect_arn == "arn:aws:rds-db:eu-central-1:123456789012:dbuser:prx-0123456789abcdef0/tocsin" && startswith(output.jdbc_url, "jdbc:postgresql://tocsin.proxy-abc.eu-central-1.rds.amazonaws.com:5432/tocsin?sslmode=verify-full")
    error_message = "functions are sent elsewhere than to the proxy, or without TLS"
  }

  # Only the proxy reaches the database, only functions the proxy.
  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.proxy) == ["functions"] && aws_vpc_security_group_ingress_rule.proxy["functions"].referenced_security_group_id == "sg-2"
    error_message = "others than functions reach the proxy"
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.proxy.policy).Statement[0].Resource == ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-AbCdEf"] && !strcontains(aws_iam_role_policy.proxy.policy, "*")
    error_message = "the proxy reads other secrets than the password"
  }
}

run "trial" {
  variables {
    deletion_protection = false
    instances           = 1
  }

  assert {
    condition     = aws_rds_cluster.this.skip_final_snapshot && length(aws_rds_cluster_instance.this) == 1
    error_message = "a trial leaves a snapshot"
  }
}

run "refused_1" {
  command = plan

  variables {
    # database name with a hyphen
    database_name = "to-csin"

    # user that rds keeps
    username = "rdsadmin"

    # version too old
    engine_version = "14"

    # capacity that pauses
    capacity = { minimum = 0, maximum = 8 }

    # no instance
    instances = 0

    # no backup
    backup_days = 0

    # one subnet
    subnet_ids = ["subnet-1"]
  }

  expect_failures = [
    var.database_name,
    var.username,
    var.engine_version,
    var.capacity,
    var.instances,
    var.backup_days,
    var.subnet_ids,
  ]
}

run "refused_2" {
  command = plan

  variables {
    # capacity upside down
    capacity = { minimum = 8, maximum = 4 }
  }

  expect_failures = [
    var.capacity,
  ]
}

run "refused_3" {
  command = plan

  variables {
    # capacity in quarters
    capacity = { minimum = 0.75, maximum = 4 }
  }

  expect_failures = [
    var.capacity,
  ]
}
