package dev.tocsin.platform.start;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tocsin.core.failure.Outage;
import io.micronaut.context.ApplicationContextProvider;
import io.micronaut.core.reflect.GenericTypeUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A handler that Lambda's runtime gives bytes, and whose context's own mapper reads and writes
 * them. Given an event, the runtime would have it read by Micronaut's serializer, which starts a
 * second context to do so.
 *
 * @param <E> the event
 * @param <R> the response
 */
public interface JsonHandler<E, R>
    extends RequestHandler<E, R>, RequestStreamHandler, ApplicationContextProvider {
  /**
   * Reads the event, handles it, and writes the response. What the handler throws is logged by the
   * runtime with its trace; an outage has none.
   *
   * @throws IOException if the event is not what the handler takes
   */
  @Override
  default void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    Class<?>[] types =
        GenericTypeUtils.resolveInterfaceTypeArguments(getClass(), JsonHandler.class);
    JsonMapper json = getApplicationContext().getBean(JsonMapper.class);
    @SuppressWarnings("unchecked") // the first argument of this interface
    Argument<E> taken = (Argument<E>) Argument.of(types[0]);
    @SuppressWarnings("unchecked") // the second one
    Argument<R> given = (Argument<R>) Argument.of(types[1]);
    json.writeValue(response, given, handled(json.readValue(event, taken), context));
  }

  private R handled(E event, Context context) {
    try {
      return handleRequest(event, context);
    } catch (RuntimeException failed) {
      throw Outage.orItself(failed);
    }
  }
}
