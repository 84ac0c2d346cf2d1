package dev.tocsin.local.localstack;

import dev.tocsin.core.failure.UserError;
import java.net.URI;
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
   * @return whether Terraform destroyed everything; what it did not went with LocalStack
   */
  public static boolean run(Consumer<String> say) {
    Docker.require();
    boolean destroyed = destroy(say);
    StateFolder.keeper().ifPresent(LocalstackDown::end);
    Localstack.removeAll();
    StateFolder.remove();
    say.accept("Nothing of Tocsin is left on LocalStack.");
    return destroyed;
  }

  private static boolean destroy(Consumer<String> say) {
    Path folder = StateFolder.path();
    if (!Files.exists(folder.resolve("envs/localstack/terraform.tfstate"))
        || !Docker.isRunning(Localstack.NAME)) {
      return true;
    }
    Optional<URI> deaf = Deployment.kept().map(Deployment::endpoint).filter(Localstack::isDeaf);
    if (deaf.isPresent()) {
      say.accept(
          "LocalStack does not answer at %s: what Terraform made goes with its container."
              .formatted(deaf.get()));
      return false;
    }
    say.accept("Destroying what Terraform made …");
    try {
      Terraform terraform = Terraform.in(folder);
      terraform.destroy();
      return terraform.resources().isEmpty();
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
