package dev.tocsin.notifier.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.routing.GivenConfiguration;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a change of the configuration.
 *
 * @param alertmanager text of Alertmanager's configuration
 * @param tocsin text of Tocsin's own file; absent when there is none
 */
@Serdeable
@JsonIgnoreProperties(ignoreUnknown = false)
record ConfigurationRequest(@Nullable String alertmanager, @Nullable String tocsin) {
  private static final int MOST_BYTES = 1 << 20;

  /** What messages call the texts. */
  private static final String ALERTMANAGER = "alertmanager.yml";

  private static final String TOCSIN = "tocsin.yml";

  GivenConfiguration given() {
    if (alertmanager == null) {
      throw new HttpStatusException(
          HttpStatus.BAD_REQUEST,
          "alertmanager is missing: it must be the text of Alertmanager's configuration");
    }
    requireSize(ALERTMANAGER, alertmanager);
    Optional<String> additions = Optional.ofNullable(tocsin);
    additions.ifPresent(text -> requireSize(TOCSIN, text));
    return GivenConfiguration.byApi(
        new SourceFile(ALERTMANAGER, alertmanager),
        additions.map(text -> new SourceFile(TOCSIN, text)));
  }

  private static void requireSize(String name, String text) {
    int bytes = text.getBytes(UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new HttpStatusException(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "%s has %d bytes; it may have %d".formatted(name, bytes, MOST_BYTES));
    }
  }
}
