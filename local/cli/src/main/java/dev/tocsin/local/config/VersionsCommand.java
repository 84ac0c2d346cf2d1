package dev.tocsin.local.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningVersions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin config versions}. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description =
        "Prints the newest versions of the configuration of a running Tocsin: number, time, who, file, comment; an asterisk before what is in force.",
    footer = {"", ApiClient.FOOTER})
final class VersionsCommand implements Callable<Integer> {
  @Mixin final RunningVersions there = new RunningVersions(ConfigCommand.PATH);

  @Option(names = "--json", description = "Prints the versions as one JSON array.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode versions = there.ask(there.request("/versions?limit=100").GET()).path("versions");
    if (json) {
      out.println(VisibleText.of(versions.toString()));
      return 0;
    }
    versions.forEach(version -> out.println(line(version)));
    return 0;
  }

  private static String line(JsonNode version) {
    return "%s %d %s %s %s %s"
        .formatted(
            version.path("in_force").asBoolean() ? "*" : " ",
            version.path("number").asLong(),
            text(version, "at"),
            text(version, "author"),
            version.has("file") ? text(version, "file") : "(by API)",
            text(version, "comment"))
        .stripTrailing();
  }

  private static String text(JsonNode version, String field) {
    return VisibleText.of(version.path(field).asText());
  }
}
