package dev.tocsin.local.prometheus;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Prometheus of this host as a replica of a cluster. The environment variable {@code
 * TOCSIN_PROMETHEUS} names its program, which else is looked for on the {@code PATH}.
 */
final class PrometheusServer implements AutoCloseable {
  private final Process process;

  private PrometheusServer(Process process) {
    this.process = process;
  }

  /** The program, if there is one. */
  static Optional<Path> program() {
    return Optional.ofNullable(System.getenv("TOCSIN_PROMETHEUS"))
        .map(Path::of)
        .or(() ->
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst());
  }

  /**
   * Starts one that scrapes a target each second.
   *
   * @param folder of its own
   * @param write where it sends its samples
   */
  static PrometheusServer start(
      Path folder, String cluster, String replica, String target, URI write) throws IOException {
    Path files = Files.createDirectories(folder);
    Path configuration =
        Files.writeString(
            files.resolve("prometheus.yml"),
            """
            global:
              scrape_interval: 1s
              external_labels: {cluster: %s, __replica__: %s}
            scrape_configs:
              - job_name: app
                static_configs: [{targets: ["%s"]}]
            remote_write:
              - url: %s
            """
                .formatted(cluster, replica, target, write));
    return new PrometheusServer(
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + files.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(files.resolve("log").toFile())
            .start());
  }

  /** Ends it as a lost machine would: by SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
