package dev.tocsin.local.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A {@link KafkaBridge} in a process of its own, which can be killed. */
final class BridgeProcess implements AutoCloseable {
  private final Process process;

  private BridgeProcess(Process process) {
    this.process = process;
  }

  static BridgeProcess start(DeployedTocsin tocsin, Path folder) throws IOException {
    Path outputs = Files.writeString(folder.resolve("outputs.json"), tocsin.outputs().toString());
    return new BridgeProcess(
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BridgeProcess.class.getName(),
                    tocsin.endpoint().toString(),
                    outputs.toString(),
                    tocsin.parts().kafka().bootstrapServers()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
            .start());
  }

  /** What all bridges of a folder have logged. */
  static Path log(Path folder) {
    return folder.resolve("bridge.log");
  }

  /** Ends it in the middle of whatever it does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws Exception {
    JsonNode outputs = DeployedTocsin.json(Files.readString(Path.of(arguments[1])));
    KafkaBridge bridge = KafkaBridge.start(URI.create(arguments[0]), outputs, arguments[2]);
    Runtime.getRuntime().addShutdownHook(new Thread(bridge::close));
    new CountDownLatch(1).await();
  }
}
