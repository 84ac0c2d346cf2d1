package dev.tocsin.platform.start;

import io.micronaut.core.async.publisher.CompletableFuturePublisher;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.async.publisher.PublishersOptimizations;
import io.micronaut.core.async.subscriber.Completable;
import io.micronaut.core.optim.StaticOptimizations;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The reactive types on the class path, which Micronaut would look for when a method is first
 * retried. Looking for Reactor's initializes them, and to verify these loads 250 classes.
 */
public final class ReactiveTypes implements StaticOptimizations.Loader<PublishersOptimizations> {
  private static final List<Class<?>> SINGLE =
      List.of(
          CompletableFuturePublisher.class,
          Publishers.JustPublisher.class,
          Publishers.JustThrowPublisher.class,
          Mono.class);
  private static final List<Class<?>> COMPLETABLE = List.of(Completable.class);

  @Override
  public PublishersOptimizations load() {
    return new PublishersOptimizations(
        Stream.of(List.<Class<?>>of(Flux.class), SINGLE, COMPLETABLE)
            .<Class<?>>flatMap(List::stream)
            .toList(),
        SINGLE,
        COMPLETABLE);
  }
}
