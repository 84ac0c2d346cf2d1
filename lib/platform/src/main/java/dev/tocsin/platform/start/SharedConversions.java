package dev.tocsin.platform.start;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.data.runtime.convert.DataConversionService;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Micronaut Data's conversions, which are those of all beans. Its own add a hundred between columns
 * and entities, each a class to make at the start; there are no entities here.
 */
@Singleton
@Replaces(DataConversionService.class)
final class SharedConversions implements DataConversionService {
  private final ConversionService shared;

  SharedConversions(ConversionService shared) {
    this.shared = shared;
  }

  @Override
  public <T> Optional<T> convert(Object object, Class<T> target, ConversionContext context) {
    return shared.convert(object, target, context);
  }

  @Override
  public <S, T> boolean canConvert(Class<S> source, Class<T> target) {
    return shared.canConvert(source, target);
  }
}
