/**
 * How far the records of each partition are read and how far the evaluation schedule is evaluated,
 * and the watermark time that follows. Knows nothing of rules.
 */
@NullMarked
package dev.tocsin.engine.cursor;

import org.jspecify.annotations.NullMarked;
