/**
 * The whole pipeline in one process: a context for each function, and around them what AWS would
 * do. Knows no rule, no alert and no notification.
 */
@NullMarked
package dev.tocsin.local.pipeline;

import org.jspecify.annotations.NullMarked;
