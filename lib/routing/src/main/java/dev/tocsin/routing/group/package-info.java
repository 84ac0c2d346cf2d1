/** Groups of alerts: who is in them, when they are flushed next, what their receivers know. */
@NullMarked
package dev.tocsin.routing.group;

import org.jspecify.annotations.NullMarked;
