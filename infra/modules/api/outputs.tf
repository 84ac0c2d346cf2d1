output "id" {
  description = "Identity of the API."
  value       = aws_api_gateway_rest_api.this.id
}

output "stage" {
  description = "Name of the stage."
  value       = var.stage
}

# Needs the API only and not its stage, so that functions can be reported the address.
output "url" {
  description = "Address of the stage on AWS, without a slash at its end."
  value       = "https://${aws_api_gateway_rest_api.this.id}.execute-api.${var.region}.amazonaws.com/${var.stage}"
}

output "authorization" {
  description = "How each route is protected."
  value       = { for route, method in aws_api_gateway_method.this : route => method.authorization }
}

output "targets" {
  description = "What each route calls."
  value       = { for route, integration in aws_api_gateway_integration.this : route => integration.uri }
}

output "access_log_format" {
  description = "What is logged of a request."
  value       = one(aws_api_gateway_stage.this.access_log_settings).format
}
