output "cluster_arn" {
  description = "ARN of the cluster."
  value       = local.cluster_arn
}

output "topic_arn" {
  description = "Name of the topic in policies."
  value       = local.topic_arn
}

output "group_arn" {
  description = "Name of the consumer group in policies."
  value       = local.group_arn
}

output "bootstrap_servers" {
  description = "Brokers, HOST:PORT, separated by commas."
  value       = local.own ? aws_msk_cluster.this[0].bootstrap_brokers_sasl_iam : var.existing.bootstrap_servers
}

output "security_group_id" {
  description = "Security group of the brokers and of the poller."
  value       = local.own ? aws_security_group.kafka[0].id : var.existing.security_group_id
}

output "consumer_group" {
  description = "Consumer group of the evaluator's event source mapping."
  value       = var.consumer_group
}
