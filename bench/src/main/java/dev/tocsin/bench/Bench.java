package dev.tocsin.bench;

import dev.tocsin.bench.coldstart.ColdStartCommand;
import dev.tocsin.bench.evaluate.EvaluateCommand;
import dev.tocsin.bench.evaluate.SustainCommand;
import dev.tocsin.bench.micro.MicroCommand;
import dev.tocsin.bench.notify.NotifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./tocsin bench}: each measurement prints JSON, one line each. */
@Command(
    name = "tocsin bench",
    mixinStandardHelpOptions = true,
    description = "Measures; prints one line of JSON for each result.",
    subcommands = {
      ColdStartCommand.class,
      EvaluateCommand.class,
      SustainCommand.class,
      NotifyCommand.class,
      MicroCommand.class
    })
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }
}
