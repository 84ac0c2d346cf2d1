package dev.tocsin.local.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files that a command sends to a running Tocsin: a mixin. */
final class GivenFiles {
  private static final JsonMapper JSON = new JsonMapper();

  @Parameters(paramLabel = "FILE", description = "Alertmanager's configuration file.")
  Path alertmanager = Path.of("alertmanager.yml");

  @Option(
      names = "--tocsin-config",
      paramLabel = "FILE",
      description = "Tocsin's own file beside it; without it, there is none.")
  @Nullable Path additions;

  /** The request's body that holds them. */
  HttpRequest.BodyPublisher body() {
    ObjectNode body = JSON.createObjectNode();
    body.put("alertmanager", text(alertmanager));
    if (additions != null) {
      body.put("tocsin", text(additions));
    }
    return BodyPublishers.ofString(body.toString());
  }

  /** How the user calls a file that the API names. */
  String name(String ofApi) {
    return String.valueOf(ofApi.equals("tocsin.yml") ? additions : alertmanager);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, e), e);
    }
  }
}
