package dev.tocsin.core.fault;

/** Called whenever the flow passes a {@link FaultPoint}; may throw or end the process there. */
@FunctionalInterface
public interface FaultPoints {
  /** Nothing ever breaks. */
  FaultPoints NONE = point -> {};

  void reach(FaultPoint point);
}
