/**
 * A real Alertmanager beside Tocsin's drop-in process: the same configuration, alerts and silences
 * at the same times, compared notification for notification. Needs Alertmanager and amtool.
 */
@NullMarked
package dev.tocsin.local.upstream;

import org.jspecify.annotations.NullMarked;
