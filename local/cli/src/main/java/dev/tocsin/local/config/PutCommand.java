package dev.tocsin.local.config;

import dev.tocsin.local.api.ApiClient;
import dev.tocsin.local.api.RunningVersions;
import dev.tocsin.local.api.VersionChange;
import dev.tocsin.local.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin config put}. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    description =
        "Puts Alertmanager's configuration file in force at a running Tocsin, as a new version. It may name no other files.",
    footer = {"", ApiClient.FOOTER},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is in force", "1:there are problems, or it is refused", "2:wrong usage"})
final class PutCommand implements Callable<Integer> {
  @Mixin final RunningVersions there = new RunningVersions(ConfigCommand.PATH);

  @Mixin final VersionChange change = new VersionChange();

  @Mixin final GivenFiles files = new GivenFiles();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    return ConfigCommand.changed(
        there.change(
            there.request("", change).header("Content-Type", "application/json").PUT(files.body()),
            files::name,
            new Report(spec)),
        spec.commandLine().getOut());
  }
}
