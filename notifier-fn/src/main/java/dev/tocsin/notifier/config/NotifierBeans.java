package dev.tocsin.notifier.config;

import dev.tocsin.core.rate.RateLimits;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.NotificationSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.platform.file.BucketFiles;
import dev.tocsin.platform.file.DeployedSettings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The values that the notifier works with. */
@Factory
final class NotifierBeans {
  /** Step back for settings that the context was given. */
  @Singleton
  @Secondary
  CurrentSettings settings(NotifierSettings given, @Nullable BucketFiles files) {
    return DeployedSettings.of(
        Settings.DEFAULT.withNotification(
            new NotificationSettings(
                given.requestTimeout(), given.deadline(), given.concurrency(), RateLimits.NONE)),
        files);
  }
}
