package dev.tocsin.local.rules;

import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningVersions;
import dev.tocsin.local.api.VersionChange;
import dev.tocsin.local.report.Report;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules rollback}. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Puts the rules of an older version in the place of all that a running Tocsin has, as a new version.",
    footer = {"", ApiClient.FOOTER})
final class RollbackCommand implements Callable<Integer> {
  @Mixin final RunningVersions there = new RunningVersions(RulesCommand.PATH);

  @Mixin final VersionChange change = new VersionChange();

  @Parameters(paramLabel = "NUMBER", description = "Number of the version.")
  long number;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    return RulesCommand.changed(
        there.change(
            there.request("/rollback/" + number, change).POST(BodyPublishers.noBody()),
            named -> "version " + number,
            new Report(spec)),
        spec.commandLine().getOut());
  }
}
