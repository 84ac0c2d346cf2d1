mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name               = "tocsin-notify"
  fifo               = true
  visibility_timeout = 60
  kms_key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  region             = "eu-central-1"
  account_id         = "123456789012"
}

run "fifo" {
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.main, aws_sqs_queue.dead] :
      queue.fifo_queue && endswith(queue.name, ".fifo") && queue.fifo_throughput_limit == "perMessageGroupId" && queue.deduplication_scope == "messageGroup"
      && queue.kms_master_key_id == var.kms_key_arn
    ])
    error_message = "the queues are not FIFO by group, or not encrypted"
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.main.redrive_policy) == { deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 1000 }
    error_message = "dead letters go elsewhere"
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.dead.redrive_allow_policy).sourceQueueArns == [output.arn]
    error_message = "another queue may send its dead letters here"
  }

  assert {
    condition     = output.arn == "arn:aws:sqs:eu-central-1:123456789012:tocsin-notify.fifo" && output.dead_letter_name == "tocsin-notify-dead.fifo"
    error_message = "names are not what alarms and roles say"
  }
}

run "standard" {
  variables {
    fifo = false
  }

  assert {
    condition     = !aws_sqs_queue.main.fifo_queue && aws_sqs_queue.main.name == "tocsin-notify" && aws_sqs_queue.dead.name == "tocsin-notify-dead"
    error_message = "the queues are not standard ones"
  }
}

run "refused_1" {
  command = plan

  variables {
    # name with its ending
    name = "tocsin-notify.fifo"

    # visibility of nothing
    visibility_timeout = 0

    # few receipts
    max_receive_count = 5
  }

  expect_failures = [
    var.name,
    var.visibility_timeout,
    var.max_receive_count,
  ]
}

run "refused_2" {
  command = plan

  variables {
    # retention too long
    retention = 1209601

    # more receipts than sqs counts
    max_receive_count = 1001
  }

  expect_failures = [
    var.retention,
    var.max_receive_count,
  ]
}

run "refused_3" {
  command = plan

  variables {
    # retention shorter than two tries
    retention = 100
  }

  expect_failures = [
    var.retention,
  ]
}
