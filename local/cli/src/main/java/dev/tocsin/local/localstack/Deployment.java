package dev.tocsin.local.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.pipeline.Addresses;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What is up, for other processes of this user: kept in a file as long as it is.
 *
 * @param process who keeps it up
 * @param endpoint of LocalStack
 * @param api root of the REST API
 * @param bucket of rules and configuration
 * @param kafka bootstrap servers for this host
 * @param jdbcUrl of the database for this host, with user and password
 * @param hostAddress at which functions in containers reach this host
 * @param inbox where notifications are shown; none where they go elsewhere
 */
public record Deployment(
    long process,
    URI endpoint,
    URI api,
    String bucket,
    String kafka,
    String jdbcUrl,
    String hostAddress,
    Optional<URI> inbox) {
  private static final String FILE = "deployment.properties";

  static Deployment of(
      URI endpoint,
      JsonNode outputs,
      String kafka,
      String jdbcUrl,
      String hostAddress,
      Optional<URI> inbox) {
    return new Deployment(
        ProcessHandle.current().pid(),
        endpoint,
        URI.create(outputs.path("api_url").path("value").asText()),
        outputs.path("config_bucket").path("value").asText(),
        kafka,
        jdbcUrl,
        hostAddress,
        inbox);
  }

  /** {@code ready kafka=… http=… postgres=… localstack=… bucket=…}, without passwords. */
  public String readyLine() {
    return "ready kafka=%s http=%s postgres=%s localstack=%s bucket=%s"
        .formatted(kafka, api, Addresses.shown(jdbcUrl), endpoint, bucket);
  }

  void writeIn(Path folder) {
    Properties properties = new Properties();
    properties.setProperty("process", Long.toString(process));
    properties.setProperty("endpoint", endpoint.toString());
    properties.setProperty("api", api.toString());
    properties.setProperty("bucket", bucket);
    properties.setProperty("kafka", kafka);
    properties.setProperty("jdbc_url", jdbcUrl);
    properties.setProperty("host_address", hostAddress);
    inbox.ifPresent(uri -> properties.setProperty("inbox", uri.toString()));
    try (Writer file = Files.newBufferedWriter(folder.resolve(FILE), StandardCharsets.UTF_8)) {
      properties.store(file, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is up.
   *
   * @throws UserError when nothing is
   */
  public static Deployment current() {
    return kept()
        .filter(deployment -> StateFolder.keeper().isPresent())
        .orElseThrow(() ->
            new UserError(
                "Nothing is up on LocalStack: start it in another terminal by ./tocsin localstack up, and wait for its line 'ready'."));
  }

  /** What is or was up, also when whoever kept it up was killed. */
  static Optional<Deployment> kept() {
    Path file = StateFolder.path().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      read.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        new Deployment(
            Long.parseLong(read.getProperty("process")),
            URI.create(read.getProperty("endpoint")),
            URI.create(read.getProperty("api")),
            read.getProperty("bucket"),
            read.getProperty("kafka"),
            read.getProperty("jdbc_url"),
            read.getProperty("host_address"),
            Optional.ofNullable(read.getProperty("inbox")).map(URI::create)));
  }
}
