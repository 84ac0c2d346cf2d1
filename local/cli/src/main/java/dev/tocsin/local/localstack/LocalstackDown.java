package dev.tocsin.local.localstack;

import dev.tocsin.core.failure.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Takes everything down that {@link LocalstackUp} of this or another process has put up. */
public final class LocalstackDown {
  private static final long PATIENCE_SECONDS = 30;

  private LocalstackDown() {}

  /**
   * Destroys by Terraform what is in LocalStack, ends the process that keeps it up, and removes
   * what is left, be it of a process that was killed.
   *
   * @param home the folder of the sources
   * @return whether Terraform destroyed everything; what it did not went with LocalStack
   */
  public static boolean run(Path home, Consumer<String> say) {
    LocalstackScript script = new LocalstackScript(home.resolve("infra"), "");
    boolean destroyed = destroy(script, say);
    StateFolder.keeper().ifPresent(LocalstackDown::end);
    script.run("stop");
    StateFolder.remove();
    say.accept("Nothing of Tocsin is left on LocalStack.");
    return destroyed;
  }

  private static boolean destroy(LocalstackScript script, Consumer<String> say) {
    Path folder = StateFolder.path();
    if (!Files.exists(folder)) {
      return true;
    }
    say.accept("Destroying what Terraform made …");
    try {
      script.run("destroy", folder.toString());
      return true;
    } catch (UserError e) {
      say.accept(Optional.ofNullable(e.getMessage()).orElse(""));
      return false;
    }
  }

  private static void end(ProcessHandle keeper) {
    CompletableFuture<ProcessHandle> ended = keeper.onExit();
    boolean unused = keeper.destroy();
    try {
      ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      unused = keeper.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
