/**
 * What stands between the samples of rules that are judged on the grid and their judgement: samples
 * that wait, what was remembered, and how far each shard is.
 */
@NullMarked
package dev.tocsin.engine.grid;

import org.jspecify.annotations.NullMarked;
