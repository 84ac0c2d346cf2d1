locals {
  remediation = {
    remediation-ingest = merge(local.ingest, {
      module              = "remediation"
      description         = "Decides whether an alert has a remediation"
      handler             = "dev.tocsin.remediation.RemediationEventsHandler"
      sends_to            = ["notify", "remediate-wakeup"]
      queue               = "remediate"
      maximum_concurrency = 8
      kafka               = null
      environment         = {}
      statements          = []
    })
    remediation-work = merge(local.work, {
      module              = "remediation"
      description         = "Carries out remediations"
      handler             = "dev.tocsin.remediation.RemediationWorkHandler"
      sends_to            = ["notify", "remediate-wakeup"]
      queue               = "remediate-wakeup"
      maximum_concurrency = 2
      kafka               = null
      environment         = {}
      statements          = []
    })
    remediation-tick = merge(local.tick, {
      module      = "remediation"
      description = "Lets questions lapse, wakes for remediations that are due"
      handler     = "dev.tocsin.remediation.RemediationTickHandler"
      sends_to    = ["notify", "remediate-wakeup"]
      queue       = null
      kafka       = null
      environment = {}
      statements  = []
    })
    remediation-approval = merge(local.request, {
      module      = "remediation"
      description = "Shows approval links and takes the decision"
      handler     = "dev.tocsin.remediation.ApprovalHandler"
      sends_to    = ["notify", "remediate-wakeup"]
      queue       = null
      kafka       = null
      environment = {}
      statements  = []
    })
  }
}
