package dev.tocsin.remediation;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tocsin.platform.start.JsonHandler;
import dev.tocsin.remediation.work.RemediationTick;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Entry point of the schedule: questions lapse, and what is due soon is called up. */
public final class RemediationTickHandler extends MicronautRequestHandler<ScheduledEvent, Boolean>
    implements JsonHandler<ScheduledEvent, Boolean> {
  @Inject RemediationTick tick;

  public RemediationTickHandler() {
    super(RemediationContext.ofEvents());
  }

  public RemediationTickHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public Boolean execute(@Nullable ScheduledEvent event) {
    tick.run();
    return true;
  }
}
