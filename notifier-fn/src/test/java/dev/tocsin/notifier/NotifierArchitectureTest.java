package dev.tocsin.notifier;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.tocsin.testkit.architecture.Arrows;
import dev.tocsin.testkit.architecture.FunctionArchitecture;
import java.net.http.HttpClient;

class NotifierArchitectureTest extends FunctionArchitecture {
  NotifierArchitectureTest() {
    super("notifier");
  }

  @Override
  protected DescribedPredicate<JavaMethod> callsOut() {
    return Arrows.call(HttpClient.class, "sendAsync");
  }
}
