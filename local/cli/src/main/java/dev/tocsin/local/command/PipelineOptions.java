package dev.tocsin.local.command;

import dev.tocsin.local.http.TlsFiles;
import dev.tocsin.local.lambda.HttpGateway;
import dev.tocsin.local.pipeline.PipelineFiles;
import dev.tocsin.local.pipeline.RoutingFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that {@code up} and {@code serve} share: the user's files, and how to run on them.
 */
final class PipelineOptions {
  @ArgGroup(exclusive = true, multiplicity = "1")
  RulesFrom rules = new RulesFrom();

  /** Where rules come from: one place only can be right. */
  static final class RulesFrom {
    @Option(
        names = "--rules",
        required = true,
        arity = "1..*",
        paramLabel = "FILE|DIR",
        description = "Rules; of a directory its .yaml and .yml files.")
    List<Path> files = List.of();

    @Option(
        names = "--rules-by-api",
        required = true,
        description =
            "Rules come by PUT /api/v1/rules (tocsin rules put), and are kept in the database.")
    boolean byApi;
  }

  @Mixin final FileOptions files = new FileOptions();

  @ArgGroup(exclusive = false)
  @Nullable RoutingOptions routing;

  /** How alerts are routed. */
  static final class RoutingOptions {
    @Option(
        names = "--alertmanager-config",
        required = true,
        paramLabel = "FILE",
        description =
            "Alertmanager's configuration; without it, the one of the database stays in force.")
    Path alertmanager = Path.of("");

    @Option(
        names = "--tocsin-config",
        paramLabel = "FILE",
        description = "What Tocsin adds to it: teams, response times, fallback receivers.")
    @Nullable Path additions;

    RoutingFiles files() {
      return new RoutingFiles(alertmanager, Optional.ofNullable(additions));
    }
  }

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "0",
      converter = WholeNumber.Port.class,
      description = "Port of HTTP (default: a free one).")
  int httpPort;

  @Option(
      names = "--http-address",
      paramLabel = "ADDRESS",
      defaultValue = HttpGateway.LOOPBACK,
      description =
          "Where HTTP is served (default: ${DEFAULT-VALUE}); any other needs --credentials.")
  String httpAddress;

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "Logins and tokens with their roles, as tocsin credentials makes them; without it, whoever is on this host may do everything.")
  @Nullable Path credentials;

  @ArgGroup(exclusive = false)
  @Nullable Tls tls;

  /** What HTTPS needs: both or none. */
  static final class Tls {
    @Option(
        names = "--http-certificate",
        required = true,
        paramLabel = "FILE",
        description = {
          "Certificate with which HTTPS is served instead of HTTP: PEM, first its own, then those",
          "that signed it. It is read again when it changes."
        })
    Path certificate = Path.of("");

    @Option(
        names = "--http-key",
        required = true,
        paramLabel = "FILE",
        description = "Its private key: PEM, PKCS#8, without a password.")
    Path key = Path.of("");
  }

  @Option(
      names = "--evaluators",
      paramLabel = "N",
      defaultValue = "2",
      converter = WholeNumber.Evaluators.class,
      description = "Evaluators that share the partitions (default: ${DEFAULT-VALUE}).")
  int evaluators;

  PipelineFiles files() {
    return files.with(
        rules.files,
        Optional.ofNullable(routing).map(RoutingOptions::files),
        Optional.ofNullable(credentials),
        Optional.ofNullable(tls).map(given -> new TlsFiles(given.certificate, given.key)));
  }
}
