/** The commands that run the pipeline, and their options. */
@NullMarked
package dev.tocsin.local.command;

import org.jspecify.annotations.NullMarked;
