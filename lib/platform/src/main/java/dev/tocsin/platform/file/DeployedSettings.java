package dev.tocsin.platform.file;

import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.SettingsFile;
import dev.tocsin.core.yaml.SourceFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a deployment says, and over it the file {@code settings.yaml} of its bucket. A function that
 * has never seen the file without a problem goes by the deployment: a problem of writing must not
 * keep people from being reported.
 */
public final class DeployedSettings {
  private static final Logger LOG = LoggerFactory.getLogger(DeployedSettings.class);

  private DeployedSettings() {}

  /**
   * @param files none where there is no bucket
   */
  public static CurrentSettings of(Settings deployment, @Nullable BucketFiles files) {
    if (files == null) {
      return () -> deployment;
    }
    Reloadable<Settings> file =
        new Reloadable<>(
            files.file("settings.yaml", ""),
            (name, text, problems) ->
                SettingsFile.readDeployed(new SourceFile(name, text), deployment, problems),
            problems ->
                LOG.error("the settings stay as they are, for these problems:\n{}", problems));
    return () -> file.currentOr(deployment);
  }
}
