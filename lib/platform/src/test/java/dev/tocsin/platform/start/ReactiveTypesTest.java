package dev.tocsin.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.async.publisher.PublishersOptimizations;
import io.micronaut.core.optim.StaticOptimizations;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ReactiveTypesTest {
  @Test
  void load_classPath_isWhatMicronautIsGiven() {
    assertThat(StaticOptimizations.get(PublishersOptimizations.class)).isPresent();
    assertThat(Publishers.getKnownReactiveTypes())
        .containsAll(Publishers.getKnownSingleTypes())
        .containsAll(Publishers.getKnownCompletableTypes())
        .contains(Flux.class, Mono.class);
    assertThat(Publishers.getKnownSingleTypes()).contains(Mono.class).doesNotContain(Flux.class);
  }
}
