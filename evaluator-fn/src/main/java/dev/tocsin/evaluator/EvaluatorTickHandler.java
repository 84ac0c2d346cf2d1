package dev.tocsin.evaluator;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tocsin.evaluator.schedule.Tick;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Entry point of the schedule: time goes on, also when no batch comes. */
public final class EvaluatorTickHandler extends MicronautRequestHandler<ScheduledEvent, Boolean>
    implements JsonHandler<ScheduledEvent, Boolean> {
  @Inject Tick tick;

  public EvaluatorTickHandler() {
    super(EvaluatorContext.ofEvents());
  }

  public EvaluatorTickHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public Boolean execute(@Nullable ScheduledEvent event) {
    tick.run();
    return true;
  }
}
