package dev.tocsin.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process with this one's classes that has handlers as Lambda has them: made by their constructor
 * without arguments, from environment variables alone, called by Lambda's own runtime with an
 * event's JSON.
 */
public final class FunctionProcess implements AutoCloseable {
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  private FunctionProcess(Process process) {
    this.process = process;
    this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * @param environment all that the process knows, beside what Lambda sets for every function
   */
  public static FunctionProcess start(Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                HandlerHost.class.getName()));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "CLASSPATH", System.getProperty("java.class.path"),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_LAMBDA_FUNCTION_NAME", "f",
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                "LAMBDA_TASK_ROOT", "/var/task"));
    builder.environment().putAll(environment);
    try {
      return new FunctionProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a handler, as Lambda's INIT phase does. */
  public void load(Class<?> handler) {
    String unused = ask("load " + handler.getName());
  }

  /** Calls a handler; returns the response's JSON. */
  public String invoke(Class<?> handler, String event) {
    return ask("invoke " + handler.getName() + " " + event.replace("\n", " "));
  }

  /** Lets everything get ready for a snapshot. */
  public void checkpoint() {
    String unused = ask("checkpoint");
  }

  /** Goes on as a process that was made of the snapshot. */
  public void restore() {
    String unused = ask("restore");
  }

  /** The names of the classes that have live objects in the process. */
  public Set<String> liveClasses() {
    return Set.of(ask("live").split(" "));
  }

  private String ask(String command) {
    @Nullable String answer;
    try {
      commands.write(command + "\n");
      commands.flush();
      answer = answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (answer == null || !answer.startsWith("ok ")) {
      throw new IllegalStateException(command.split(" ", 2)[0] + ": " + answer);
    }
    return answer.substring("ok ".length());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
