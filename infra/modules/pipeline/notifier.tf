locals {
  notifier_environment = { TOCSIN_NOTIFIER_API_URL = var.notify_url }

  notifier = {
    notifier-ingest = merge(local.ingest, {
      module              = "notifier"
      description         = "Takes in alert events"
      handler             = "dev.tocsin.notifier.NotifyIngestHandler"
      sends_to            = ["notify-wakeup"]
      queue               = "notify"
      maximum_concurrency = 16
      kafka               = null
      environment         = local.notifier_environment
      statements          = []
    })
    notifier-delivery = merge(local.work, {
      module              = "notifier"
      description         = "Flushes groups and sends deliveries that are due"
      handler             = "dev.tocsin.notifier.DeliveryHandler"
      sends_to            = ["notify-wakeup"]
      queue               = "notify-wakeup"
      maximum_concurrency = 4
      kafka               = null
      environment         = local.notifier_environment
      statements          = []
    })
    notifier-tick = merge(local.tick, {
      module      = "notifier"
      description = "Wakes for deliveries that are due soon, ends those that are too late"
      handler     = "dev.tocsin.notifier.NotifierTickHandler"
      sends_to    = ["notify-wakeup"]
      queue       = null
      kafka       = null
      environment = local.notifier_environment
      statements  = []
    })
    notifier-api = merge(local.request, {
      module      = "notifier"
      description = "Alertmanager's API, configuration, explanations, dead letters"
      handler     = "dev.tocsin.notifier.NotifierApiHandler"
      sends_to    = ["notify-wakeup"]
      queue       = null
      kafka       = null
      environment = local.notifier_environment
      statements  = []
    })
  }
}
