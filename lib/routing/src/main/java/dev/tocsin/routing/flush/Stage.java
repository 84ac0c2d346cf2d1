package dev.tocsin.routing.flush;

/** A step of the pipeline that a flush takes at one integration. */
interface Stage {
  Step pass(Course course);

  /** What becomes of the course. */
  sealed interface Step {}

  record Passed(Course course) implements Step {}

  record Stopped(Skip skip) implements Step {}
}
