package dev.tocsin.local.api;

import java.net.URI;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The running Tocsin that a command and its subcommands ask: a mixin. */
public final class RunningTocsin {
  @Option(
      names = "--http",
      required = true,
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      converter = WebAddress.class,
      description = "Where it serves HTTP: the http=… of its line 'ready'.")
  URI http;

  /** Asks it as whoever the environment names. */
  public ApiClient api() {
    return new ApiClient(http, System.getenv());
  }
}
