package dev.tocsin.notifier;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tocsin.notifier.tick.Tick;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Entry point of the schedule: what is due soon, what is overdue, what can be forgotten. */
public final class NotifierTickHandler extends MicronautRequestHandler<ScheduledEvent, Boolean>
    implements JsonHandler<ScheduledEvent, Boolean> {
  @Inject Tick tick;

  public NotifierTickHandler() {
    super(NotifierContext.ofEvents());
  }

  public NotifierTickHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public Boolean execute(@Nullable ScheduledEvent event) {
    tick.run();
    return true;
  }
}
