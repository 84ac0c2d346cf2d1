locals {
  enricher_environment = var.dashboard_url == null ? {} : { TOCSIN_ENRICHER_DASHBOARD_URL = var.dashboard_url }

  enricher = {
    enricher-ingest = merge(local.ingest, {
      module              = "enricher"
      description         = "Notes alerts that want context"
      handler             = "dev.tocsin.enricher.EnricherEventsHandler"
      sends_to            = ["enrich-wakeup"]
      queue               = "enrich"
      maximum_concurrency = 8
      kafka               = null
      environment         = local.enricher_environment
      statements          = []
    })
    enricher-work = merge(local.work, {
      module              = "enricher"
      description         = "Asks the sources of context"
      handler             = "dev.tocsin.enricher.EnricherWorkHandler"
      sends_to            = ["notify", "enrich-wakeup"]
      queue               = "enrich-wakeup"
      maximum_concurrency = 4
      kafka               = null
      environment         = local.enricher_environment
      statements          = []
    })
    enricher-tick = merge(local.tick, {
      module      = "enricher"
      description = "Wakes for alerts whose context is due"
      handler     = "dev.tocsin.enricher.EnricherTickHandler"
      sends_to    = ["notify", "enrich-wakeup"]
      queue       = null
      kafka       = null
      environment = local.enricher_environment
      statements  = []
    })
  }
}
