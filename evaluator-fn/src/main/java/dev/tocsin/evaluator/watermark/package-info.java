/** How far time has come: what the logs of the partitions hold, and the watermark that follows. */
@NullMarked
package dev.tocsin.evaluator.watermark;

import org.jspecify.annotations.NullMarked;
