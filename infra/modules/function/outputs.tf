output "name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "alias" {
  description = "Alias that everything calls."
  value       = aws_lambda_alias.live.name
}

output "live_arn" {
  description = "ARN of the alias."
  value       = local.live_arn
  depends_on  = [aws_lambda_alias.live]
}

output "invoke_arn" {
  description = "What API Gateway calls."
  value       = "arn:aws:apigateway:${var.region}:lambda:path/2015-03-31/functions/${local.live_arn}/invocations"
}

output "version" {
  description = "Published version."
  value       = aws_lambda_function.this.version
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = aws_iam_role.this.arn
}

output "statements" {
  description = "What the role may do, but for its network interfaces."
  value       = local.statements
}

output "environment" {
  description = "Settings of the function."
  value       = one(aws_lambda_function.this.environment).variables
  sensitive   = true
}

output "log_group" {
  description = "Name of the log group."
  value       = aws_cloudwatch_log_group.this.name
}

output "source" {
  description = "ARN of the queue or the cluster that feeds the function; null for none."
  value       = one(concat(aws_lambda_event_source_mapping.queue[*].event_source_arn, aws_lambda_event_source_mapping.kafka[*].event_source_arn))
}
