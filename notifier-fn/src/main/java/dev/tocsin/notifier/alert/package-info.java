/** Alerts that others post, until they are in their groups. */
@NullMarked
package dev.tocsin.notifier.alert;

import org.jspecify.annotations.NullMarked;
