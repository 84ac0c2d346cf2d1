package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small HTTP service to be watched and repaired. {@code GET /work} does a piece of work; {@code
 * POST /faults/NAME?on=true|false} switches a fault; {@code POST /actions/restart} ends errors and
 * latency, {@code POST /actions/clear-temp-files} stops and deletes what the temp-file fault wrote.
 * {@code GET /faults} and {@code GET /actions} say what is on and what was done.
 */
final class SampleService implements AutoCloseable {

  /** Its name in metrics and in the asset list. */
  public static final String INSTANCE_ID = "sample-service";

  static final int TEMP_FILE_BYTES = 512 * 1024;
  private static final long TEMP_QUOTA = 64L * 1024 * 1024;
  private static final Duration SLOW = Duration.ofMillis(900);
  private static final int ACTIONS_KEPT = 100;

  private final InstantSource clock;
  private final TempFiles tempFiles;
  private final Set<Fault> faults = ConcurrentHashMap.newKeySet();
  private final List<ActionTaken> actions = new CopyOnWriteArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private final PrivateServer server;

  private SampleService(InetAddress address, Path folder, InstantSource clock) throws IOException {
    this.clock = clock;
    tempFiles = new TempFiles(folder, TEMP_QUOTA);
    server = PrivateServer.start(address, 0, this::handle);
  }

  /** Starts it on a free port; its temporary files go to {@code folder}. */
  public static SampleService start(Path folder, InstantSource clock) throws IOException {
    return start(PrivateServer.LOOPBACK, folder, clock);
  }

  /** The same on another address of this host. */
  public static SampleService start(InetAddress address, Path folder, InstantSource clock)
      throws IOException {
    return new SampleService(address, folder, clock);
  }

  /** Its root address, without a slash at the end. */
  public URI uri() {
    return server.uri();
  }

  int port() {
    return server.port();
  }

  long tempFileBytes() {
    return tempFiles.usedBytes();
  }

  /** The repairs done so far, oldest first; the last hundred. */
  List<ActionTaken> actions() {
    return List.copyOf(actions);
  }

  @Override
  public void close() {
    server.close();
    tempFiles.clear();
  }

  private Answer handle(Request request) {
    String path = request.path();
    if (path.startsWith("/faults/")) {
      return post(request, () -> switchFault(path.substring("/faults/".length()), request));
    }
    return switch (path) {
      case "/work" -> get(request, this::work);
      case "/faults" -> get(request, this::faults);
      case "/actions" -> get(request, this::actionsTaken);
      case "/actions/restart" -> post(request, this::restart);
      case "/actions/clear-temp-files" -> post(request, this::clearTempFiles);
      default -> Answer.refused(404, "there is /work, /faults, /actions");
    };
  }

  private static Answer get(Request request, Reply reply) {
    return request.method().equals("GET")
        ? reply.now()
        : Answer.refused(405, request.path() + " takes GET");
  }

  private static Answer post(Request request, Reply reply) {
    return request.method().equals("POST")
        ? reply.now()
        : Answer.refused(405, request.path() + " takes POST");
  }

  private Answer work() {
    long number = requests.incrementAndGet();
    if (faults.contains(Fault.TEMP_FILES)) {
      tempFiles.write(TEMP_FILE_BYTES);
    }
    pause(faults.contains(Fault.LATENCY) ? SLOW : Duration.ofMillis(2 + number % 5));
    if (faults.contains(Fault.ERRORS) && number % 5 != 0) {
      return Answer.refused(500, "the fault 'errors' is on");
    }
    return Answer.json(200, Json.object().put("request", number));
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer switchFault(String label, Request request) {
    String on = request.parameter("on").orElse("");
    if (!on.equals("true") && !on.equals("false")) {
      return Answer.refused(400, "say ?on=true or ?on=false");
    }
    return Fault.labelled(label)
        .map(fault -> switched(fault, on.equals("true")))
        .orElseGet(() -> Answer.refused(404, "the faults are errors, latency, temp_files"));
  }

  private Answer switched(Fault fault, boolean on) {
    if (on) {
      faults.add(fault);
    } else {
      faults.remove(fault);
    }
    return faults();
  }

  private Answer faults() {
    ObjectNode state = Json.object();
    for (Fault fault : Fault.values()) {
      state.put(fault.label(), faults.contains(fault));
    }
    return Answer.json(200, state);
  }

  private Answer restart() {
    faults.remove(Fault.ERRORS);
    faults.remove(Fault.LATENCY);
    return taken("restart", Json.object().put("action", "restart").put("status", "restarted"));
  }

  private Answer clearTempFiles() {
    faults.remove(Fault.TEMP_FILES);
    TempFiles.Cleared cleared = tempFiles.clear();
    ObjectNode result = Json.object().put("action", "clear-temp-files");
    return taken(
        "clear-temp-files",
        result.put("deleted_files", cleared.files()).put("freed_bytes", cleared.bytes()));
  }

  private Answer taken(String name, ObjectNode result) {
    actions.add(new ActionTaken(name, clock.instant(), result.toString()));
    if (actions.size() > ACTIONS_KEPT) {
      actions.remove(0);
    }
    return Answer.json(200, result);
  }

  private Answer actionsTaken() {
    ArrayNode all = Json.array();
    actions.forEach(action ->
        all.addObject()
            .put("action", action.name())
            .put("at", Json.time(action.at()))
            .put("result", action.result()));
    return Answer.json(200, all);
  }

  @FunctionalInterface
  private interface Reply {
    Answer now();
  }
}
