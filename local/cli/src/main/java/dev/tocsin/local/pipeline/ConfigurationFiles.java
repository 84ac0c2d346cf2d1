package dev.tocsin.local.pipeline;

import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.routing.ActivateConfiguration.Loaded;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.notifier.routing.GivenConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the user's files that say how alerts are routed in force, where the notifier runs. */
final class ConfigurationFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFiles.class);

  private final LoadedFiles files;
  private final ActivateConfiguration activate;

  ConfigurationFiles(LoadedFiles files, ActivateConfiguration activate) {
    this.files = files;
    this.activate = activate;
  }

  /** Puts them in force as they were last read, if there are any; groups keep their timers. */
  void activate() {
    files.routing().ifPresent(this::activate);
  }

  private void activate(GivenConfiguration given) {
    Loaded loaded = activate.load(given, Timers.KEPT);
    String file = given.alertmanager().name();
    if (loaded.isOfFile()) {
      LOG.info("{} is in force as configuration {}", file, loaded.number());
    } else {
      LOG.warn(
          "{} has not changed since it was loaded: configuration {}, which is newer, stays in force",
          file,
          loaded.number());
    }
  }
}
