package dev.tocsin.local.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningVersions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin rules versions}. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description =
        "Prints the newest versions of the rules of a running Tocsin: number, digest, time, rules, who, source, comment; an asterisk before what is in force.",
    footer = {"", ApiClient.FOOTER})
final class VersionsCommand implements Callable<Integer> {
  @Mixin final RunningVersions there = new RunningVersions(RulesCommand.PATH);

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    for (JsonNode version :
        there.ask(there.request("/versions?limit=100").GET()).path("versions")) {
      spec.commandLine()
          .getOut()
          .printf(
              "%s %d %.12s %s %d %s (%s) %s%n",
              version.path("in_force").asBoolean() ? "*" : " ",
              version.path("number").asLong(),
              text(version, "digest"),
              text(version, "at"),
              version.path("rules").asInt(),
              text(version, "principal"),
              text(version, "source"),
              text(version, "comment"));
    }
    return 0;
  }

  private static String text(JsonNode version, String field) {
    return VisibleText.of(version.path(field).asText());
  }
}
