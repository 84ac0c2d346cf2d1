package dev.tocsin.local.rules;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningVersions;
import dev.tocsin.local.api.VersionChange;
import dev.tocsin.local.report.Report;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules put}. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    description =
        "Puts the rules of a file in the place of all that a running Tocsin has, where they come by its API.",
    footer = {"", ApiClient.FOOTER},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they are its rules now",
      "1:there are problems, or it refuses",
      "2:wrong usage"
    })
final class PutCommand implements Callable<Integer> {
  @Mixin final RunningVersions there = new RunningVersions(RulesCommand.PATH);

  @Mixin final VersionChange change = new VersionChange();

  @Parameters(paramLabel = "FILE", description = "A file of rules.")
  Path file;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    return RulesCommand.changed(
        there.change(
            there
                .request("", change)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofByteArray(bytes())),
            named -> file.toString(),
            new Report(spec)),
        spec.commandLine().getOut());
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, e), e);
    }
  }
}
