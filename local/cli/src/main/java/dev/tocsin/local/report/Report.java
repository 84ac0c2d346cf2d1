package dev.tocsin.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Warning;
import java.io.PrintWriter;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Reports the problems of files as {@code FILE:LINE:COLUMN: message} and their warnings as {@code
 * FILE:LINE:COLUMN: warning: message}, a line each.
 */
public final class Report {
  private final PrintWriter out;
  private final PrintWriter err;

  public Report(CommandSpec command) {
    this.out = command.commandLine().getOut();
    this.err = command.commandLine().getErr();
  }

  /** Prints problems, for which a command ends with status 1. */
  public int refused(Problems problems) {
    out.println(problems);
    return 1;
  }

  /**
   * Prints the warnings of what has no problems, and what was found.
   *
   * @param isStrict whether warnings make the command fail
   * @return the exit status
   */
  public int checked(Problems problems, String found, boolean isStrict) {
    int warnings = problems.warnings().size();
    if (warnings > 0) {
      out.println(problems.warningLines());
      out.flush();
    }
    err.println(
        found + ", no problems" + (warnings == 0 ? "" : ", " + counted(warnings, "warning")));
    return isStrict && warnings > 0 ? 1 : 0;
  }

  /**
   * Prints problems that the API answered.
   *
   * @param file how the user calls a file that the API names
   */
  public void problems(JsonNode problems, UnaryOperator<String> file) {
    problems.forEach(found ->
        out.println(
            new Problem(
                file.apply(text(found, "file")),
                found.path("line").asInt(),
                found.path("column").asInt(),
                text(found, "message"))));
  }

  /** Prints warnings that the API answered. */
  public void warnings(JsonNode warnings, UnaryOperator<String> file) {
    warnings.forEach(found ->
        out.println(
            new Warning(
                file.apply(text(found, "file")),
                found.path("line").asInt(),
                found.path("column").asInt(),
                text(found, "message"))));
  }

  private static String text(JsonNode remark, String field) {
    return remark.path(field).asText();
  }

  /** {@code 1 rule}, {@code 2 rules}. */
  public static String counted(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
