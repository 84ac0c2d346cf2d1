package dev.tocsin.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.JniHelper;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;

/**
 * The main class of a {@link FunctionProcess}: makes handlers, calls them and takes them through a
 * snapshot by the code of Lambda's own runtime. Each line of the input is a command, each line of
 * the output an answer.
 */
final class HandlerHost {
  /** A line of the histogram: its number, how many objects of how many bytes, their class. */
  private static final Pattern OBJECTS =
      Pattern.compile("^ +\\d+: +\\d+ +\\d+ +(\\S+)", Pattern.MULTILINE);

  private final Map<String, LambdaRequestHandler> handlers = new HashMap<>();

  private HandlerHost() {}

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    JniHelper.load();
    HandlerHost host = new HandlerHost();
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      answers.println(host.answer(line));
    }
    // Contexts leave threads behind that are no daemons.
    System.exit(0);
  }

  private String answer(String line) {
    try {
      String[] command = line.split(" ", 3);
      return "ok "
          + switch (command[0]) {
            case "load" -> load(command[1]);
            case "invoke" -> invoke(command[1], command[2]);
            case "checkpoint" -> checkpoint();
            case "restore" -> restore();
            case "live" -> live();
            default -> throw new IllegalArgumentException(line);
          };
    } catch (Throwable broken) {
      broken.printStackTrace();
      return "error " + broken.toString().replace('\n', ' ');
    }
  }

  private String load(String handler) throws Exception {
    LambdaRequestHandler made =
        EventHandlerLoader.loadEventHandler(
            HandlerInfo.fromString(handler, HandlerHost.class.getClassLoader()));
    if (made instanceof LambdaRequestHandler.UserFaultHandler failed) {
      throw failed.fault;
    }
    handlers.put(handler, made);
    return "";
  }

  private String invoke(String handler, String event) throws Exception {
    LambdaRequestHandler made = handlers.get(handler);
    if (made == null) {
      throw new IllegalArgumentException(handler + " is not loaded");
    }
    InvocationRequest request = new InvocationRequest();
    request.setId("8f507cfc-xmpl-4697-b07a-ac58fc914c95");
    request.setInvokedFunctionArn("arn:aws:lambda:eu-central-1:123456789012:function:f");
    request.setDeadlineTimeInMs(System.currentTimeMillis() + 60_000);
    request.setContent(event.getBytes(UTF_8));
    return made.call(request).toString(UTF_8);
  }

  private static String checkpoint() throws Exception {
    Core.getGlobalContext().beforeCheckpoint(null);
    return "";
  }

  private static String restore() throws Exception {
    Core.getGlobalContext().afterRestore(null);
    return "";
  }

  /** The classes that have objects which are still referred to, by the JVM's own count. */
  private static String live() throws Exception {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return OBJECTS
        .matcher((String) histogram)
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.joining(" "));
  }
}
