/** What the deployment sets for the evaluator. */
@NullMarked
package dev.tocsin.evaluator.setting;

import org.jspecify.annotations.NullMarked;
