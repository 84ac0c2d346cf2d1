package dev.tocsin.enricher.setting;

import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.platform.file.BucketFiles;
import dev.tocsin.platform.file.DeployedSettings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The settings that may change while the enricher runs. */
@Factory
final class CurrentSettingsFactory {
  /** Step back for settings that the context was given. */
  @Singleton
  @Secondary
  CurrentSettings settings(EnricherSettings given, @Nullable BucketFiles files) {
    return DeployedSettings.of(given.deployment(), files);
  }
}
