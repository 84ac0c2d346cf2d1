package dev.tocsin.enricher;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tocsin.enricher.work.EnricherTick;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Entry point of the schedule: what is due soon is called up. */
public final class EnricherTickHandler extends MicronautRequestHandler<ScheduledEvent, Boolean>
    implements JsonHandler<ScheduledEvent, Boolean> {
  @Inject EnricherTick tick;

  public EnricherTickHandler() {
    super(EnricherContext.ofEvents());
  }

  public EnricherTickHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public Boolean execute(@Nullable ScheduledEvent event) {
    tick.run();
    return true;
  }
}
