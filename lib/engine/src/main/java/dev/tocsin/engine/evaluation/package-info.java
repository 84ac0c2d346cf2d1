/**
 * What samples and the passing of time make of keys and alerts: the decisions between loading state
 * and saving it. Knows neither where state is kept nor who is emitted.
 */
@NullMarked
package dev.tocsin.engine.evaluation;

import org.jspecify.annotations.NullMarked;
