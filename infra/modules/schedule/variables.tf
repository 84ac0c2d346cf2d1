variable "name" {
  description = "What the rule's name begins with."
  type        = string
}

variable "functions" {
  description = "Functions that are called, by a name for each."
  type        = map(object({ name = string, alias = string, live_arn = string }))

  validation {
    condition     = length(var.functions) >= 1 && length(var.functions) <= 5
    error_message = "functions has ${length(var.functions)}; a rule calls 1 to 5."
  }
}
