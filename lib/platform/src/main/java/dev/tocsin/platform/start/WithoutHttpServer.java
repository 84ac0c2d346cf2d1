package dev.tocsin.platform.start;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.DefaultApplicationContextBuilder;
import io.micronaut.core.io.service.MicronautMetaServiceLoaderUtils;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds contexts that have no HTTP server. A context reads the definitions of all beans on the
 * class path, each of them a class or several; a handler of events that shares an archive with one
 * of requests would read a server's for nothing.
 */
final class WithoutHttpServer extends DefaultApplicationContextBuilder {
  private static final Pattern OF_THE_SERVER =
      Pattern.compile(
          "io\\.micronaut\\.(http|runtime\\.http|web|servlet|function\\.aws\\.proxy)\\..*"
              + "|dev\\.tocsin\\.(platform\\.access|[a-z]+\\.api)\\..*");

  @Override
  protected ApplicationContext newApplicationContext() {
    return new Context(this);
  }

  @SuppressWarnings("overrides") // of the class that it extends
  private static final class Context extends DefaultApplicationContext {
    @SuppressWarnings("rawtypes") // as the method that it keeps the result of
    private @Nullable List<BeanDefinitionReference> definitions;

    Context(ApplicationContextConfiguration configuration) {
      super(configuration);
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
      if (definitions == null) {
        definitions =
            listed().stream()
                .filter(name -> !OF_THE_SERVER.matcher(name).matches())
                .flatMap(name -> made(name).stream())
                .toList();
      }
      return definitions;
    }

    private Set<String> listed() {
      try {
        return MicronautMetaServiceLoaderUtils.findMicronautMetaServiceEntries(
            getClassLoader(), BeanDefinitionReference.class.getName());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Empty, as for Micronaut itself, when it needs a class that is not there. */
    @SuppressWarnings("rawtypes")
    private Optional<BeanDefinitionReference> made(String name) {
      try {
        return Optional.of(
                Class.forName(name, false, getClassLoader())
                    .asSubclass(BeanDefinitionReference.class)
                    .getDeclaredConstructor()
                    .newInstance())
            .filter(BeanDefinitionReference::isPresent);
      } catch (ReflectiveOperationException | NoClassDefFoundError absent) {
        return Optional.empty();
      }
    }
  }
}
